package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.api.http.quirk.RequestAnswer;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Waiting;
import dev.millrace.request.RequestStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request on the wire, for submit, status and cancel (ModelRunner's {@code
 * CreateRequestResponse}). Clients need every key there, {@code null} included.
 *
 * @param queuePosition how many are ahead; at least 1 while it waits, 0 when it runs or has ended
 * @param etaSeconds until it starts; null when unknown
 * @param logs always null: models of ours write none
 * @param error why it has no output; absent while it may have one
 * @param errorType the fault's stable code
 */
record RequestReply(
    @JsonProperty("request_id") String requestId,
    @JsonProperty("status") RequestStatus status,
    @JsonProperty("response_url") String responseUrl,
    @JsonProperty("status_url") String statusUrl,
    @JsonProperty("cancel_url") String cancelUrl,
    @JsonProperty("queue_position") long queuePosition,
    @JsonProperty("eta_seconds") Long etaSeconds,
    @JsonProperty("logs") List<String> logs,
    @JsonProperty("metrics") Metrics metrics,
    @JsonProperty("error") @JsonInclude(JsonInclude.Include.NON_NULL) String error,
    @JsonProperty("error_type") @JsonInclude(JsonInclude.Include.NON_NULL) String errorType)
    implements RequestAnswer {

  /**
   * @param inferenceTime how long the provider worked, in milliseconds
   */
  record Metrics(
      @JsonProperty("inference_time") @JsonInclude(JsonInclude.Include.NON_NULL)
          Long inferenceTime) {}

  static RequestReply queued(String id, Links links, Waiting waiting) {
    return new RequestReply(
        id,
        RequestStatus.IN_QUEUE,
        links.response(),
        links.status(),
        links.cancel(),
        waiting.position(),
        seconds(waiting.etaSeconds()),
        null,
        new Metrics(null),
        null,
        null);
  }

  static RequestReply of(RequestView request, Links links, Waiting waiting) {
    return new RequestReply(
        request.id().toString(),
        request.status(),
        links.response(),
        links.status(),
        links.cancel(),
        waiting.position(),
        seconds(waiting.etaSeconds()),
        null,
        new Metrics(request.providerTime().map(time -> time.toMillis()).orElse(null)),
        error(request).orElse(null),
        errorType(request).orElse(null));
  }

  @Override
  public RequestReply in(RequestStatus shown, String type) {
    return new RequestReply(
        requestId,
        shown,
        responseUrl,
        statusUrl,
        cancelUrl,
        queuePosition,
        etaSeconds,
        logs,
        metrics,
        error,
        type);
  }

  private static Long seconds(OptionalLong eta) {
    return eta.isPresent() ? eta.getAsLong() : null;
  }

  private static Optional<String> error(RequestView request) {
    return switch (request.status()) {
      case FAILED -> request.fault().map(fault -> fault.message());
      case CANCELLED -> Optional.of("cancelled by the caller");
      case IN_QUEUE, IN_PROGRESS, COMPLETED -> Optional.empty();
    };
  }

  private static Optional<String> errorType(RequestView request) {
    return switch (request.status()) {
      case FAILED -> request.fault().map(fault -> fault.code().name());
      case CANCELLED -> Optional.of(FaultCode.CANCELLED.name());
      case IN_QUEUE, IN_PROGRESS, COMPLETED -> Optional.empty();
    };
  }
}
