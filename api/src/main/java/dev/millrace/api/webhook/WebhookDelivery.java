package dev.millrace.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.webhook.DeliveryView;
import java.time.Instant;

/**
 * A delivery (ModelRunner's {@code WebhookDelivery}).
 *
 * @param id also the {@code webhook-id} header
 * @param status {@code pending}, {@code delivering}, {@code delivered} or {@code failed}
 * @param attempts those that have ended
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WebhookDelivery(
    String id,
    String requestId,
    String event,
    String url,
    String status,
    int attempts,
    Integer lastResponseStatus,
    String lastError,
    Instant nextAttemptAt,
    Instant deliveredAt,
    Instant createdAt,
    Instant updatedAt) {

  static WebhookDelivery of(DeliveryView view) {
    var response = view.lastResponseStatus();
    return new WebhookDelivery(
        view.id().toString(),
        view.id().request().toString(),
        view.id().event().word(),
        view.url(),
        view.status().word(),
        view.attempts(),
        response.isPresent() ? response.getAsInt() : null,
        view.lastError().orElse(null),
        view.nextAttemptAt().orElse(null),
        view.deliveredAt().orElse(null),
        view.createdAt(),
        view.updatedAt());
  }
}
