package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.api.http.fault.Envelope;
import dev.millrace.api.http.quirk.FailedAnswer;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * A request with what went in and what came out (ModelRunner's {@code GetResultResponse} and {@code
 * RequestItem}). Times are in milliseconds. Payloads are copied as they are stored, unparsed.
 *
 * @param inferenceTime how long the provider worked
 * @param delayTime from submit to the first start
 * @param billingStatus {@code pending}, {@code charged} or {@code failed}
 * @param totalPrice what was charged, in US dollars
 * @param failure stands beside the other fields when the request did not complete
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResultReply(
    String id,
    String modelEndpoint,
    RequestStatus status,
    String billingStatus,
    @JsonRawValue String output,
    @JsonRawValue String input,
    Instant createdAt,
    Instant updatedAt,
    Long inferenceTime,
    Long delayTime,
    String totalPrice,
    @JsonRawValue String metadata,
    @JsonUnwrapped Envelope failure)
    implements FailedAnswer {
  private static final String NOTHING = "{}";

  static ResultReply of(RequestView request, String input, String output, Envelope failure) {
    return new ResultReply(
        request.id().toString(),
        request.model().toString(),
        request.status(),
        billing(request.status()),
        output == null ? NOTHING : output,
        input == null ? NOTHING : input,
        request.createdAt(),
        request.finishedAt().or(request::startedAt).orElse(request.createdAt()),
        request.providerTime().map(Duration::toMillis).orElse(null),
        request
            .startedAt()
            .map(started -> Duration.between(request.createdAt(), started).toMillis())
            .orElse(null),
        request.charged().toString(),
        request.metadata().orElse(null),
        failure);
  }

  static String billing(RequestStatus status) {
    return switch (status) {
      case IN_QUEUE, IN_PROGRESS -> "pending";
      case COMPLETED -> "charged";
      case FAILED, CANCELLED -> "failed";
    };
  }
}
