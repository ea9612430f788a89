package dev.millrace.queue;

import java.util.Arrays;
import java.util.Optional;

/** A priority class: one dispatch topic each. */
public enum Lane {
  NORMAL("normal"),
  /** Yields to {@link #NORMAL}. */
  LOW("low");

  private final String word;

  Lane(String word) {
    this.word = word;
  }

  /** The word on the wire, in {@code request.lane} and in the topic's name. */
  public String word() {
    return word;
  }

  public static Optional<Lane> parse(String word) {
    return Arrays.stream(values()).filter(lane -> lane.word.equalsIgnoreCase(word)).findFirst();
  }
}
