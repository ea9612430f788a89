package dev.millrace.request;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a request stands. These names are also the values on the wire and in {@code
 * request.status}.
 *
 * <pre>
 * IN_QUEUE --claimed--> IN_PROGRESS --ok-----> COMPLETED
 *    ^  |                  |  |--fault-------> FAILED
 *    |  +--cancel/deadline |  +--cancel------> CANCELLED
 *    +-------retry---------+
 * </pre>
 */
public enum RequestStatus {
  /** Admitted, its price held; waits for its turn. */
  IN_QUEUE,
  /** One worker runs it under an attempt number; another worker takes over under the next one. */
  IN_PROGRESS,
  /** Its output fits the model's schema and is stored; it is charged. */
  COMPLETED,
  /** It ended without a valid output; nothing is charged. */
  FAILED,
  /** Its caller took it back; nothing is charged. */
  CANCELLED;

  /** The statuses that may follow this one. */
  public Set<RequestStatus> next() {
    return switch (this) {
      case IN_QUEUE -> EnumSet.of(IN_PROGRESS, CANCELLED, FAILED);
      case IN_PROGRESS -> EnumSet.of(IN_QUEUE, IN_PROGRESS, COMPLETED, FAILED, CANCELLED);
      case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(RequestStatus.class);
    };
  }

  /** Whether nothing can follow. */
  public boolean isTerminal() {
    return next().isEmpty();
  }
}
