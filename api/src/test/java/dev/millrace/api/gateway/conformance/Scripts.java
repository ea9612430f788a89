package dev.millrace.api.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What upstreams send, as it would be captured on the wire. */
public final class Scripts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Scripts() {}

  /** A file below {@code upstreams}, such as {@code anthropic/plain.sse}. */
  public static String read(String file) {
    try (var in = Scripts.class.getResourceAsStream("/upstreams/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An event of a stream, as a face has sent it. */
  record Event(String name, String data) {
    JsonNode json() {
      return Scripts.json(data);
    }
  }

  static List<Event> events(String stream) {
    var events = new ArrayList<Event>();
    for (var block : stream.replace("\r\n", "\n").split("\n\n")) {
      var name = "";
      var data = new StringBuilder();
      for (var line : block.split("\n")) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line, 6, line.length());
        }
      }
      if (!data.isEmpty()) {
        events.add(new Event(name, data.toString()));
      }
    }
    return events;
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + text, e);
    }
  }

  /** With single quotes for double ones. */
  static JsonNode quoted(String text) {
    return json(text.replace('\'', '"'));
  }
}
