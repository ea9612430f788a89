package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses what no server of this dialect could take. */
final class BodyCheck {
  private BodyCheck() {}

  static void check(ObjectNode body) {
    var fields = Fields.of(body);
    input(fields);
    fields.optionalText("model");
    fields.bool("stream");
    fields.bool("background");
    maxTokens(fields);
  }

  /** A prompt or a conversation that the server keeps may stand for the input. */
  private static void input(Fields fields) {
    var input = fields.optional("input");
    if (input.isPresent()) {
      checkInput(input.get());
    } else if (Stream.of("prompt", "previous_response_id", "conversation").noneMatch(fields::has)) {
      throw FieldFault.malformed("input", "is missing");
    }
  }

  /** A text that is not empty, or a list that is not. */
  static void checkInput(Fields.Value input) {
    if (!input.isText() && !input.node().isArray()) {
      throw FieldFault.malformed(input.path(), "must be a string or a list of items");
    }
    if (input.isText() ? input.text().isEmpty() : input.node().isEmpty()) {
      throw FieldFault.malformed(input.path(), "must not be empty");
    }
  }

  static Optional<Long> maxTokens(ObjectNode body) {
    return maxTokens(Fields.of(body));
  }

  static Optional<Long> maxTokens(Fields fields) {
    var most = fields.whole("max_output_tokens");
    if (most.isPresent() && most.get() < 1) {
      throw FieldFault.malformed("max_output_tokens", "must be at least 1");
    }
    return most;
  }
}
