package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;

/**
 * Events that add to the open block. Most of a stream is these, so they are put together by hand.
 */
final class Delta {
  private static final String EVENT = "content_block_delta";
  private static final JsonStringEncoder QUOTING = JsonStringEncoder.getInstance();

  private Delta() {}

  static Frame text(int index, String text) {
    return of(index, "text_delta", "text", text);
  }

  static Frame thought(int index, String text) {
    return of(index, "thinking_delta", "thinking", text);
  }

  static Frame input(int index, String json) {
    return of(index, "input_json_delta", "partial_json", json);
  }

  static Frame signature(int index, String proof) {
    return of(index, "signature_delta", "signature", proof);
  }

  static Frame citation(int index, JsonNode citation) {
    var data = begun(index, "citations_delta", 256).append("\"citation\":").append(citation);
    return new Frame(EVENT, data.append("}}").toString());
  }

  private static Frame of(int index, String type, String field, String text) {
    var data = begun(index, type, text.length()).append('"').append(field).append("\":\"");
    QUOTING.quoteAsString(text, data);
    return new Frame(EVENT, data.append("\"}}").toString());
  }

  private static StringBuilder begun(int index, String type, int more) {
    return new StringBuilder(128 + more)
        .append("{\"type\":\"" + EVENT + "\",\"index\":")
        .append(index)
        .append(",\"delta\":{\"type\":\"")
        .append(type)
        .append("\",");
  }
}
