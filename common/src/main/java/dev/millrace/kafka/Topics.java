package dev.millrace.kafka;

import dev.millrace.queue.Lane;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What our topics are called. */
public record Topics(String prefix) {

  public String dispatch(Lane lane) {
    return prefix + ".dispatch." + lane.word();
  }

  public List<String> allDispatch() {
    return Arrays.stream(Lane.values()).map(this::dispatch).toList();
  }

  /** Whose lane a dispatch topic is. */
  public Optional<Lane> laneOf(String topic) {
    return Arrays.stream(Lane.values()).filter(lane -> dispatch(lane).equals(topic)).findFirst();
  }

  public String events() {
    return prefix + ".events";
  }

  public String notices() {
    return prefix + ".notices";
  }
}
