package dev.millrace.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What an answer has to look like when it is not to be plain text. */
public sealed interface Format {
  /** Some JSON object. */
  record JsonObject() implements Format {}

  /**
   * JSON that fits a schema.
   *
   * @param name the caller's name for it; {@code answer} where a dialect has none
   * @param strict whether it has to fit to the letter
   */
  record JsonSchema(
      String name, Optional<String> description, JsonNode schema, Optional<Boolean> strict)
      implements Format {}
}
