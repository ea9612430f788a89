package dev.millrace.queue;

import dev.millrace.event.RequestEvent;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * How a request stands, for those that could not claim it or that missed what was announced.
 *
 * @param transition its latest transition, ready to be announced again
 * @param notBefore when a retry is due
 * @param worker who runs it
 * @param workerAlive whether that worker's heartbeat is recent
 */
public record Standing(
    RequestEvent transition,
    Optional<Instant> notBefore,
    Optional<WorkerId> worker,
    boolean workerAlive) {

  public RequestId request() {
    return transition.request();
  }

  public RequestStatus status() {
    return transition.status();
  }
}
