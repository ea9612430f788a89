package dev.millrace.api.webhook;

import dev.millrace.webhook.DeliveryLog;
import java.util.List;

/**
 * A page of deliveries, latest request first.
 *
 * @param page counted from 1
 * @param total how many there are, counted up to 10,000
 */
public record DeliveryPage(
    int page, int limit, int total, int totalPages, List<WebhookDelivery> data) {

  static DeliveryPage of(int page, int limit, DeliveryLog.Page found) {
    return new DeliveryPage(
        page,
        limit,
        found.total(),
        Math.ceilDiv(found.total(), limit),
        found.deliveries().stream().map(WebhookDelivery::of).toList());
  }
}
