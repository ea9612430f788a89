package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.KeptUpstream;
import java.util.Optional;

/** What no server of this protocol could take. */
final class BodyCheck {
  private static final KeptUpstream KEPT =
      KeptUpstream.at(
          "container",
          "messages[].content[].file_id",
          "messages[].content[].source.file_id",
          "messages[].content[].content[].source.file_id");

  private BodyCheck() {}

  static void check(ObjectNode body) {
    KEPT.refuse(body);
    var fields = Fields.of(body);
    fields.optionalText("model");
    if (!fields.required("messages").node().isArray() || body.get("messages").isEmpty()) {
      throw FieldFault.malformed("messages", "must be a list of at least one message");
    }
    fields.bool("stream");
    if (maxTokens(body).isEmpty()) {
      throw FieldFault.malformed("max_tokens", "is missing");
    }
  }

  static Optional<Long> maxTokens(ObjectNode body) {
    var most = Fields.of(body).whole("max_tokens");
    if (most.filter(tokens -> tokens < 1).isPresent()) {
      throw FieldFault.malformed("max_tokens", "must be at least 1");
    }
    return most;
  }
}
