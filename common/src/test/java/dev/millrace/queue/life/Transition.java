package dev.millrace.queue.life;

import dev.millrace.fault.Fault;
import dev.millrace.money.Money;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A transition as whoever made it was told, ready to be announced.
 *
 * @param worker who runs it from then on
 * @param notBefore when it is due, while it waits
 * @param charge what was taken
 * @param kept the fault under which the attempt that ended with it is kept
 */
record Transition(
    int sequence,
    RequestStatus status,
    int attempt,
    Optional<WorkerId> worker,
    Instant notBefore,
    Money charge,
    Optional<String> kept) {

  static Transition admitted() {
    return new Transition(
        0, RequestStatus.IN_QUEUE, 0, Optional.empty(), Instant.MIN, Money.ZERO, Optional.empty());
  }

  static Transition claimed(int sequence, int attempt, WorkerId by, Optional<String> kept) {
    return new Transition(
        sequence,
        RequestStatus.IN_PROGRESS,
        attempt,
        Optional.of(by),
        Instant.MIN,
        Money.ZERO,
        kept);
  }

  /** A verdict that was applied; a request that its caller wants back does not wait again. */
  static Transition settled(Settled settled, Verdict.Of made) {
    int sequence = settled.sequence();
    int attempt = made.claim().attempt();
    return switch (made.verdict()) {
      case Verdict.Retry r when settled.instead().isPresent() ->
          ended(sequence, RequestStatus.CANCELLED, attempt, Money.ZERO, kept(r.fault()));
      case Verdict.Postpone p when settled.instead().isPresent() -> cancelled(sequence, attempt);
      case Verdict.Complete c ->
          ended(sequence, RequestStatus.COMPLETED, attempt, c.charge(), Optional.empty());
      case Verdict.Fail f ->
          ended(sequence, RequestStatus.FAILED, attempt, Money.ZERO, kept(f.fault()));
      case Verdict.Cancel c -> cancelled(sequence, attempt);
      case Verdict.Retry r -> queued(sequence, attempt, r.at(), kept(r.fault()));
      case Verdict.Postpone p -> queued(sequence, attempt, p.at(), Optional.empty());
    };
  }

  /** It waited past its deadline; no attempt ended with that. */
  static Transition expired(int sequence, int attempt) {
    return ended(sequence, RequestStatus.FAILED, attempt, Money.ZERO, Optional.empty());
  }

  static Transition cancelled(int sequence, int attempt) {
    return ended(sequence, RequestStatus.CANCELLED, attempt, Money.ZERO, Optional.empty());
  }

  private static Transition ended(
      int sequence, RequestStatus status, int attempt, Money charge, Optional<String> kept) {
    return new Transition(sequence, status, attempt, Optional.empty(), Instant.MIN, charge, kept);
  }

  private static Transition queued(int sequence, int attempt, Instant at, Optional<String> kept) {
    return new Transition(
        sequence, RequestStatus.IN_QUEUE, attempt, Optional.empty(), at, Money.ZERO, kept);
  }

  private static Optional<String> kept(Fault fault) {
    return Optional.of(fault.code().name());
  }

  /** The same transition, as somebody says who only read it. */
  boolean isSaidBy(int number, RequestStatus said, int latestAttempt) {
    return sequence == number && status == said && attempt == latestAttempt;
  }
}
