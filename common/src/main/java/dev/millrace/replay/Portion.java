package dev.millrace.replay;

import dev.millrace.conversation.Frame;
import dev.millrace.queue.AttemptId;
import java.util.List;

/**
 * A few events in a row.
 *
 * @param attempt that has said them
 * @param first the first one's number within its request; the others follow
 */
public record Portion(AttemptId attempt, int first, List<Frame> events) {
  public Portion {
    events = List.copyOf(events);
  }
}
