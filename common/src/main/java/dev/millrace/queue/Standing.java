package dev.millrace.queue;

import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * How a request stands, for a worker that could not claim it.
 *
 * @param notBefore when a retry is due
 * @param worker who runs it
 * @param workerAlive whether that worker's heartbeat is recent
 */
public record Standing(
    RequestId request,
    RequestStatus status,
    int attempt,
    int sequence,
    Optional<Instant> notBefore,
    Optional<WorkerId> worker,
    boolean workerAlive) {}
