package dev.millrace.history;

import dev.millrace.account.Plan;
import dev.millrace.queue.RequestView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For how long payloads are kept; whichever time is over first counts.
 *
 * @param payloads after submit
 * @param unstored after its end, for a request whose payloads are not to be stored
 * @param ofPlan after its end, for every request of an account whose plan says so
 */
public record Retention(Duration payloads, Duration unstored, Optional<Duration> ofPlan) {
  /** The ring that such outputs lie in comes round in two hours. */
  private static final Duration LONGEST_UNSTORED = Duration.ofHours(1);

  private static final Duration SHORTEST_UNSTORED = Duration.ofSeconds(1);

  public Retention {
    if (unstored.compareTo(SHORTEST_UNSTORED) < 0 || unstored.compareTo(LONGEST_UNSTORED) > 0) {
      throw new IllegalArgumentException(
          "millrace.retention.unstored (%s) must be between %s and %s"
              .formatted(unstored, SHORTEST_UNSTORED, LONGEST_UNSTORED));
    }
  }

  /** For accounts whose plans say nothing. */
  public Retention(Duration payloads, Duration unstored) {
    this(payloads, unstored, Optional.empty());
  }

  /** For accounts of a plan. */
  public Retention of(Plan plan) {
    return new Retention(payloads, unstored, plan.retention());
  }

  /** Refuses to drop the inputs of requests that may still wait for their turn. */
  public void checkWaiting(Duration dispatchRetention) {
    if (payloads.compareTo(dispatchRetention) < 0) {
      throw new IllegalArgumentException(
          "millrace.retention.payloads (%s) must not be shorter than millrace.kafka.dispatch-retention (%s): a request may wait so long"
              .formatted(payloads, dispatchRetention));
    }
  }

  /** Since when the payloads of a request are gone; empty while they are there. */
  public Optional<Instant> goneSince(RequestView request, Instant now) {
    return request.payloadsPurgedAt().or(() -> endOf(request).filter(end -> !end.isAfter(now)));
  }

  /** When the payloads of a request go by themselves; empty while that is not known. */
  private Optional<Instant> endOf(RequestView request) {
    return request.finishedAt().map(finished -> endOf(request, finished));
  }

  private Instant endOf(RequestView request, Instant finished) {
    var end =
        request.terms().stored()
            ? later(request.createdAt().plus(payloads), finished)
            : finished.plus(unstored);
    return ofPlan.map(finished::plus).filter(end::isAfter).orElse(end);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
