package dev.millrace.queue;

import dev.millrace.event.RequestEvent;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Ends requests that still wait when they must have started or ended. */
public interface OverdueRequests {
  /**
   * Ends those that are due at {@code now} as FAILED, with their holds released. Several workers
   * may do so at once; none waits for the other, and each request is ended by one.
   *
   * @param most how many deadlines are looked at
   */
  Uni<Ended> end(Instant now, int most);

  /**
   * What a round did.
   *
   * @param looked how many deadlines were due; as many as asked for means that there may be more
   * @param transitions what is to be announced, in order
   */
  record Ended(int looked, List<RequestEvent> transitions) {
    public Ended {
      transitions = List.copyOf(transitions);
    }
  }
}
