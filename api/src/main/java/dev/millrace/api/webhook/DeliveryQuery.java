package dev.millrace.api.webhook;

import dev.millrace.api.http.fault.Refusal;
import dev.millrace.request.RequestId;
import dev.millrace.webhook.DeliveryId;
import dev.millrace.webhook.DeliveryLog;
import dev.millrace.webhook.DeliveryStatus;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;

/** Which deliveries a caller wants to see. Filters that are left out do not matter. */
public class DeliveryQuery {
  private static final int MOST = 100;

  @QueryParam("requestId")
  String requestId;

  @QueryParam("status")
  String status;

  @QueryParam("event")
  String event;

  @QueryParam("page")
  @DefaultValue("1")
  String page;

  @QueryParam("limit")
  @DefaultValue("10")
  String limit;

  DeliveryLog.Filter filter() {
    return new DeliveryLog.Filter(
        read("requestId", requestId, RequestId::parse, "is no request id"),
        read(
            "status",
            status,
            DeliveryStatus::parse,
            "must be pending, delivering, delivered or failed"),
        read("event", event, DeliveryId::event, "must be start or completed"));
  }

  int limit() {
    return number("limit", limit, MOST);
  }

  int page() {
    return number("page", page, DeliveryLog.MOST_COUNTED / limit());
  }

  private static <T> Optional<T> read(
      String name, String text, Function<String, Optional<T>> reader, String complaint) {
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(reader.apply(text).orElseThrow(() -> Refusal.ofParameter(name, complaint)));
  }

  private static int number(String name, String text, int most) {
    try {
      var number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Refusal.ofParameter(name, "must be a whole number");
    }
    throw Refusal.ofParameter(name, "must be between 1 and " + most);
  }
}
