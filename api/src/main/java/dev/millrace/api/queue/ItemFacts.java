package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.fault.Fault;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What everybody may know who sees a request.
 *
 * @param targetKind always {@code model}
 * @param error why it did not complete
 * @param inferenceTime how long the provider worked, in milliseconds
 * @param delayTime from submit to the first start, in milliseconds
 * @param payloadsPurgedAt since when its payloads are gone
 * @param stored false when its payloads are kept for a short while only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ItemFacts(
    String id,
    String modelEndpoint,
    String targetKind,
    RequestStatus status,
    String billingStatus,
    String error,
    Instant createdAt,
    Instant updatedAt,
    Long inferenceTime,
    Long delayTime,
    @JsonProperty("public") boolean isPublic,
    boolean stored,
    Instant payloadsPurgedAt,
    String lane,
    Instant startBy,
    Instant finishBy) {

  static ItemFacts of(RequestView request, Optional<Instant> goneSince) {
    var terms = request.terms();
    return new ItemFacts(
        request.id().toString(),
        request.model().toString(),
        "model",
        request.status(),
        ResultReply.billing(request.status()),
        error(request).orElse(null),
        request.createdAt(),
        request.finishedAt().or(request::startedAt).orElse(request.createdAt()),
        upstreamMillis(request),
        delayMillis(request),
        terms.shared(),
        terms.stored(),
        goneSince.orElse(null),
        terms.lane().word(),
        terms.deadlines().startBy().orElse(null),
        terms.deadlines().finishBy().orElse(null));
  }

  static Long upstreamMillis(RequestView request) {
    return request.providerTime().map(Duration::toMillis).orElse(null);
  }

  private static Long delayMillis(RequestView request) {
    return request
        .startedAt()
        .map(started -> Duration.between(request.createdAt(), started).toMillis())
        .orElse(null);
  }

  private static Optional<String> error(RequestView request) {
    return switch (request.status()) {
      case FAILED -> request.fault().map(Fault::message);
      case CANCELLED -> Optional.of("cancelled by the caller");
      case IN_QUEUE, IN_PROGRESS, COMPLETED -> Optional.empty();
    };
  }
}
