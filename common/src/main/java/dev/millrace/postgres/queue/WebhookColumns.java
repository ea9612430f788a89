package dev.millrace.postgres.queue;

import dev.millrace.queue.WebhookTarget;
import io.vertx.sqlclient.Row;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A webhook as the columns {@code webhook_url} and {@code webhook_events}. */
final class WebhookColumns {
  private WebhookColumns() {}

  /** The events, with commas between them: the SQL client has no array of arrays. */
  static String write(Optional<WebhookTarget> webhook) {
    return webhook
        .map(
            target ->
                target.events().stream()
                    .map(WebhookTarget.Event::word)
                    .collect(Collectors.joining(",")))
        .orElse(null);
  }

  static Optional<WebhookTarget> read(Row row) {
    return Optional.ofNullable(row.getString("webhook_url"))
        .map(url -> new WebhookTarget(url, events(row.getArrayOfStrings("webhook_events"))));
  }

  private static EnumSet<WebhookTarget.Event> events(String[] words) {
    var events = EnumSet.noneOf(WebhookTarget.Event.class);
    for (var word : words) {
      events.add(WebhookTarget.Event.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    return events;
  }
}
