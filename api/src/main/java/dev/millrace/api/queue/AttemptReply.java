package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.fault.Fault;
import dev.millrace.history.PastAttempt;
import java.time.Instant;

/**
 * One try at running a request, on the wire.
 *
 * @param worker who ran it, and {@code route} the way that it went: for the owner alone
 * @param finishedAt null while it runs
 * @param fault null when it completed, was cancelled, or still runs
 */
record AttemptReply(
    int number,
    @JsonInclude(JsonInclude.Include.NON_NULL) String worker,
    @JsonInclude(JsonInclude.Include.NON_NULL) String route,
    Instant startedAt,
    Instant finishedAt,
    FaultText fault) {

  /** Why it did not complete. */
  record FaultText(String code, String message) {
    static FaultText of(Fault fault) {
      return new FaultText(fault.code().name(), fault.message());
    }
  }

  static AttemptReply of(PastAttempt attempt) {
    return new AttemptReply(
        attempt.number(),
        attempt.worker().toString(),
        attempt.route().orElse(null),
        attempt.startedAt(),
        attempt.finishedAt().orElse(null),
        attempt.fault().map(FaultText::of).orElse(null));
  }

  AttemptReply toStrangers() {
    return new AttemptReply(number, null, null, startedAt, finishedAt, fault);
  }
}
