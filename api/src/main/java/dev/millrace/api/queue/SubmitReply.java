package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.api.http.quirk.RequestAnswer;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.request.RequestStatus;
import java.util.List;

/**
 * What a submit is answered with: the request, and an echo of whom it will call, which no later
 * answer has.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubmitReply(
    @JsonUnwrapped RequestReply request,
    String webhook,
    @JsonProperty("webhook_events_filter") List<String> webhookEvents)
    implements RequestAnswer {

  static SubmitReply of(RequestReply request, WebhookTarget webhook) {
    return new SubmitReply(
        request, webhook.url(), webhook.events().stream().map(WebhookTarget.Event::word).toList());
  }

  @Override
  public String requestId() {
    return request.requestId();
  }

  @Override
  public RequestStatus status() {
    return request.status();
  }

  @Override
  public String errorType() {
    return request.errorType();
  }

  @Override
  public SubmitReply in(RequestStatus shown, String type) {
    return new SubmitReply(request.in(shown, type), webhook, webhookEvents);
  }
}
