package dev.millrace.api.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.event.LoggedEvent;
import dev.millrace.event.RequestEvent;
import dev.millrace.item.RequestItem;
import dev.millrace.queue.RequestNews.Facts;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A transition on its way to its followers. What is sent is made once for all that see it alike.
 * Not thread-safe.
 */
final class Update {
  private record Body(String type, RequestItem request) {}

  private final LoggedEvent logged;
  private final Facts facts;
  private final ObjectMapper json;
  private final Map<Optional<String>, Buffer> frames = HashMap.newHashMap(1);

  Update(LoggedEvent logged, Facts facts, ObjectMapper json) {
    this.logged = logged;
    this.facts = facts;
    this.json = json;
  }

  RequestEvent event() {
    return logged.event();
  }

  long offset() {
    return logged.offset();
  }

  /**
   * The transition as an event of a stream.
   *
   * @param baseUrl what file URLs begin with; empty leaves the payloads out
   */
  Buffer frame(Optional<String> baseUrl) {
    return frames.computeIfAbsent(baseUrl, this::write);
  }

  private Buffer write(Optional<String> baseUrl) {
    try {
      var body = new Body("update", RequestItem.of(logged.event(), facts, baseUrl));
      return Sse.event("update", logged.after(), json.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an item is always JSON", e);
    }
  }
}
