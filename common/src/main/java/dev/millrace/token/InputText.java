package dev.millrace.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Finds the text in a model's input. Pure. */
final class InputText {
  private InputText() {}

  /**
   * Every string of the input but those that only point at something else, or hold its bytes: what
   * a model makes of a picture is not to be counted from its URL.
   */
  static void each(JsonNode input, Consumer<String> text) {
    if (input.isTextual()) {
      if (!isPointer(input.textValue())) {
        text.accept(input.textValue());
      }
      return;
    }
    input.forEach(part -> each(part, text));
  }

  private static boolean isPointer(String text) {
    return text.startsWith("data:") || text.startsWith("http://") || text.startsWith("https://");
  }
}
