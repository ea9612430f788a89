package dev.millrace.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the text in a model's input. Pure. */
final class InputText {
  /** Objects whose {@code data} are bytes: Gemini's pictures, and OpenAI's sounds. */
  private static final Set<String> HOLDERS = Set.of("inlineData", "inline_data", "input_audio");

  /** Fields that are bytes wherever they stand: OpenAI's documents. */
  private static final Set<String> BYTES = Set.of("file_data");

  private InputText() {}

  /**
   * Every string of the input but those that only point at something else, or hold its bytes: what
   * a model makes of a picture is not to be counted from its URL.
   */
  static void each(JsonNode input, Consumer<String> text) {
    each("", input, text);
  }

  private static void each(String name, JsonNode input, Consumer<String> text) {
    if (input.isTextual()) {
      if (!isPointer(input.textValue())) {
        text.accept(input.textValue());
      }
    } else if (input.isArray()) {
      input.forEach(part -> each(name, part, text));
    } else {
      boolean holdsBytes = HOLDERS.contains(name) || isBase64(input);
      for (var field : input.properties()) {
        if (!BYTES.contains(field.getKey()) && !(holdsBytes && field.getKey().equals("data"))) {
          each(field.getKey(), field.getValue(), text);
        }
      }
    }
  }

  /** Anthropic's pictures and documents, and the model proxy's. */
  private static boolean isBase64(JsonNode input) {
    return input.path("type").asText().equals("base64")
        || input.path("type").asText().equals("file") && input.has("mediaType");
  }

  private static boolean isPointer(String text) {
    return text.startsWith("data:") || text.startsWith("http://") || text.startsWith("https://");
  }
}
