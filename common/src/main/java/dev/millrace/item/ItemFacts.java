package dev.millrace.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.event.RequestEvent;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What everybody may know who sees a request, wherever it is shown. Durations are in milliseconds.
 *
 * @param modelEndpoint {@code owner/alias}
 * @param billingStatus {@code pending}, {@code charged} or {@code failed}
 * @param updatedAt when it ended, or else when its first attempt started, or else when it began
 * @param inferenceTime how long the provider worked
 * @param delayTime from submit to the first start
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemFacts(
    String id,
    String modelEndpoint,
    RequestStatus status,
    String billingStatus,
    Instant createdAt,
    Instant updatedAt,
    Long inferenceTime,
    Long delayTime) {

  /**
   * When what happened to a request.
   *
   * @param startedAt its first attempt
   * @param providerTime how long the provider worked
   */
  public record Times(
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      Optional<Duration> providerTime) {
    static Times of(RequestEvent event) {
      return new Times(
          event.createdAt(),
          event.startedAt(),
          event.ended().map(end -> event.at()),
          event.ended().flatMap(RequestEvent.Ended::providerTime));
    }

    /** As the database keeps it: an announcement may carry more digits. */
    private Instant updatedAt() {
      return endedAt.or(this::startedAt).orElse(createdAt).truncatedTo(ChronoUnit.MICROS);
    }

    private Optional<Duration> delay() {
      return startedAt.map(started -> Duration.between(createdAt, started));
    }
  }

  /** A request that stands so. */
  public static ItemFacts of(RequestId id, ModelName model, RequestStatus status, Times times) {
    return new ItemFacts(
        id.toString(),
        model.toString(),
        status,
        billing(status),
        times.createdAt(),
        times.updatedAt(),
        times.providerTime().map(Duration::toMillis).orElse(null),
        times.delay().map(Duration::toMillis).orElse(null));
  }

  static ItemFacts of(RequestEvent event) {
    return of(event.request(), event.model(), event.status(), Times.of(event));
  }

  private static String billing(RequestStatus status) {
    return switch (status) {
      case IN_QUEUE, IN_PROGRESS -> "pending";
      case COMPLETED -> "charged";
      case FAILED, CANCELLED -> "failed";
    };
  }
}
