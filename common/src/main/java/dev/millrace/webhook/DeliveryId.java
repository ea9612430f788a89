package dev.millrace.webhook;

import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestId;
import java.util.Arrays;
import java.util.Optional;

/**
 * A delivery's name: its request and what it tells of it. So there cannot be two deliveries of one
 * event, and the name stays the same over retries and replays.
 */
public record DeliveryId(RequestId request, Event event) {
  private static final int REQUEST_LENGTH = 21;

  /** Reads the wire form; empty when the text is not one. */
  public static Optional<DeliveryId> parse(String text) {
    if (text.length() <= REQUEST_LENGTH || text.charAt(REQUEST_LENGTH) != '_') {
      return Optional.empty();
    }
    var word = text.substring(REQUEST_LENGTH + 1);
    return RequestId.parse(text.substring(0, REQUEST_LENGTH))
        .flatMap(request -> event(word).map(event -> new DeliveryId(request, event)));
  }

  /** The event of a word on the wire. */
  public static Optional<Event> event(String word) {
    return Arrays.stream(Event.values()).filter(event -> event.word().equals(word)).findFirst();
  }

  /** The wire form: the request's id and the event, such as {@code …_completed}. */
  @Override
  public String toString() {
    return request + "_" + event.word();
  }
}
