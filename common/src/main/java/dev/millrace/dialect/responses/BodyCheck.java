package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.KeptUpstream;
import dev.millrace.dialect.openai.CallerFields;
import java.util.Optional;

/** Refuses what no server of this dialect could take. */
final class BodyCheck {
  private static final KeptUpstream KEPT =
      KeptUpstream.at(
              "previous_response_id",
              "conversation",
              "prompt",
              "input[].content[].file_id",
              "input[].output[].file_id",
              "tools[].vector_store_ids",
              "tools[].container.file_ids")
          .or("tools[].container", JsonNode::isTextual)
          .or("input[].type", type -> type.asText().equals("item_reference"));

  private BodyCheck() {}

  static void check(ObjectNode body) {
    KEPT.refuse(body);
    var fields = Fields.of(body);
    checkInput(fields.required("input"));
    fields.optionalText("model");
    fields.bool("stream");
    fields.bool("background");
    maxTokens(fields);
    CallerFields.refuseDearTier(fields);
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
