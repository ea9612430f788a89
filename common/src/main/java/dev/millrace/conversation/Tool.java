package dev.millrace.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Something that a model may call. */
public sealed interface Tool {
  /**
   * A function of the caller's.
   *
   * @param parameters a JSON Schema of its arguments; empty when it takes none
   * @param strict whether the arguments have to fit the schema to the letter
   */
  record Function(
      String name,
      Optional<String> description,
      Optional<JsonNode> parameters,
      Optional<Boolean> strict)
      implements Tool {}

  /** A tool that the provider itself runs. */
  record Hosted(Kind kind) implements Tool {}

  /** The hosted tools that more than one dialect has. */
  enum Kind {
    WEB_SEARCH,
    CODE_EXECUTION
  }
}
