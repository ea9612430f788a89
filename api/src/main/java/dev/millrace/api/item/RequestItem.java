package dev.millrace.api.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.blob.FileUrl;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.money.Money;
import dev.millrace.queue.RequestNews.Facts;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as histories and streams show it (ModelRunner's {@code RequestItem}). Times are in
 * milliseconds. Payloads are copied as they are stored, unparsed.
 *
 * @param sequence counts the transitions, from 0: of two items of one request the higher is newer
 * @param billingStatus {@code pending}, {@code charged} or {@code failed}
 * @param updatedAt when it began, or when its first attempt started, or when it ended
 * @param inferenceTime how long the provider worked
 * @param delayTime from submit to the first start
 * @param totalPrice what was charged, in US dollars
 * @param error why there is no output
 * @param metadata the caller's labels
 * @param shared whether any key may read it
 * @param output {@code {}} when there is none, {@code {"_elided":true}} when it is large; absent
 *     when payloads were not asked for
 * @param input likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestItem(
    String id,
    String modelEndpoint,
    RequestStatus status,
    int sequence,
    String billingStatus,
    Instant createdAt,
    Instant updatedAt,
    Long inferenceTime,
    Long delayTime,
    String totalPrice,
    String error,
    @JsonRawValue String metadata,
    @JsonProperty("public") boolean shared,
    @JsonRawValue String output,
    @JsonRawValue String input) {
  private static final String NOTHING = "{}";

  /**
   * @param baseUrl what file URLs in outputs begin with; empty leaves the payloads out
   */
  public static RequestItem of(RequestEvent event, Facts facts, Optional<String> baseUrl) {
    var ended = event.ended();
    return new RequestItem(
        event.request().toString(),
        event.model().toString(),
        event.status(),
        event.sequence(),
        billing(event.status()),
        event.createdAt(),
        event.ended().map(end -> event.at()).or(event::startedAt).orElse(event.createdAt()),
        ended.flatMap(RequestEvent.Ended::providerTime).map(Duration::toMillis).orElse(null),
        event
            .startedAt()
            .map(started -> Duration.between(event.createdAt(), started).toMillis())
            .orElse(null),
        ended.map(RequestEvent.Ended::charged).orElse(Money.ZERO).toString(),
        error(event.status(), ended.flatMap(RequestEvent.Ended::fault)),
        facts.metadata().orElse(null),
        facts.shared(),
        baseUrl.map(base -> output(event.status(), facts, base)).orElse(null),
        baseUrl.map(base -> facts.payloads().input().orElse(NOTHING)).orElse(null));
  }

  /** The request as it stands, with what no row of its own holds. */
  public static RequestItem of(RequestView request, Facts facts, Optional<String> baseUrl) {
    var at = request.finishedAt().or(request::startedAt).orElse(request.createdAt());
    return of(request.transition(at), facts, baseUrl);
  }

  /** The facts may be younger than the transition: an output belongs to the end only. */
  private static String output(RequestStatus status, Facts facts, String base) {
    return facts
        .payloads()
        .output()
        .filter(text -> status == RequestStatus.COMPLETED)
        .map(text -> FileUrl.publish(text, base))
        .orElse(NOTHING);
  }

  private static String billing(RequestStatus status) {
    return switch (status) {
      case IN_QUEUE, IN_PROGRESS -> "pending";
      case COMPLETED -> "charged";
      case FAILED, CANCELLED -> "failed";
    };
  }

  private static String error(RequestStatus status, Optional<Fault> fault) {
    return switch (status) {
      case FAILED -> fault.map(Fault::message).orElse("the request failed");
      case CANCELLED -> "cancelled by the caller";
      case IN_QUEUE, IN_PROGRESS, COMPLETED -> null;
    };
  }
}
