package dev.millrace.api.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.fault.ValidationError;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.queue.WebhookTarget.Event;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the reserved keys {@code webhook} and {@code webhook_events_filter}. What the address says
 * is not looked at here: that is for {@link dev.millrace.webhook.TargetGuard}, which alone decides
 * how an address is read.
 */
final class WebhookKeys {
  private static final String URL = "webhook";
  private static final String FILTER = "webhook_events_filter";
  private static final int LONGEST_URL = 2048;
  private static final Set<Event> USUAL = EnumSet.of(Event.COMPLETED);

  private WebhookKeys() {}

  /**
   * Fails with {@link FaultCode#MALFORMED}.
   *
   * @param webhook null when the key is not there
   * @param filter likewise
   */
  static Optional<WebhookTarget> read(JsonNode webhook, JsonNode filter) {
    if (isAbsent(webhook)) {
      if (!isAbsent(filter)) {
        throw bad(FILTER, "needs a webhook beside it");
      }
      return Optional.empty();
    }
    var url = checked(URL, webhook.isTextual() ? webhook.textValue() : "");
    return Optional.of(new WebhookTarget(url, isAbsent(filter) ? USUAL : events(filter)));
  }

  /** The address in the query, where fal's clients put it. */
  static Optional<WebhookTarget> readParameter(String name, String url) {
    return Optional.ofNullable(url).map(text -> new WebhookTarget(checked(name, text), USUAL));
  }

  private static String checked(String key, String url) {
    var isFine =
        !url.isEmpty()
            && url.length() <= LONGEST_URL
            && url.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (!isFine) {
      throw bad(key, "must be an https URL of at most 2048 visible ASCII characters");
    }
    return url;
  }

  private static Set<Event> events(JsonNode filter) {
    if (!filter.isArray() || filter.isEmpty()) {
      throw badFilter();
    }
    var events = EnumSet.noneOf(Event.class);
    filter.forEach(word -> events.add(event(word)));
    return events;
  }

  private static Event event(JsonNode word) {
    return Arrays.stream(Event.values())
        .filter(event -> word.isTextual() && event.word().equals(word.textValue()))
        .findFirst()
        .orElseThrow(WebhookKeys::badFilter);
  }

  private static FaultException badFilter() {
    return bad(FILTER, "must be a list of one or both of \"start\" and \"completed\"");
  }

  private static boolean isAbsent(JsonNode value) {
    return value == null || value.isNull();
  }

  static FaultException bad(String key, String complaint) {
    return new FaultException(
        Fault.invalid(
            FaultCode.MALFORMED,
            key + " " + complaint,
            List.of(new ValidationError(List.of(key), "/" + key, complaint, key))));
  }
}
