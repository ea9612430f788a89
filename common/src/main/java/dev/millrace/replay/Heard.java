package dev.millrace.replay;

import dev.millrace.conversation.Frame;
import java.util.List;

/**
 * What a follower hears.
 *
 * @param events those from its place on
 * @param ended whether its request had ended; then nothing follows, but what the bound left out
 */
public record Heard(List<Frame> events, boolean ended) {
  public Heard {
    events = List.copyOf(events);
  }
}
