package dev.millrace.history;

import dev.millrace.fault.Fault;
import dev.millrace.queue.WorkerId;
import java.time.Instant;
import java.util.Optional;

/**
 * One try at running a request.
 *
 * @param route the way that it went; not known while it runs
 * @param finishedAt empty while it runs
 * @param fault why it did not complete
 */
public record PastAttempt(
    int number,
    WorkerId worker,
    Optional<String> route,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<Fault> fault) {}
