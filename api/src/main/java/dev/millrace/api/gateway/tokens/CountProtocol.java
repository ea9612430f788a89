package dev.millrace.api.gateway.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Fields;
import dev.millrace.model.Face;
import java.util.Set;

/** How protocols ask for a count and are told. Pure. */
enum CountProtocol {
  ANTHROPIC(Face.MESSAGES, "input_tokens") {
    /** Where nothing is written, nobody says how much may be. */
    @Override
    ObjectNode conversation(ObjectNode body) {
      return with(body, "max_tokens", IntNode.valueOf(1));
    }
  },

  GEMINI(Face.GEMINI, "totalTokens") {
    /** The whole call may stand inside, which names the model once more. */
    @Override
    ObjectNode conversation(ObjectNode body) {
      var inner = Fields.of(body).object(INNER);
      if (inner.isEmpty()) {
        return body;
      }
      Fields.of(body).known(INNER).refuseOthers();
      ObjectNode conversation = ((ObjectNode) body.get(INNER)).deepCopy();
      return conversation.without(Set.of("model"));
    }
  },

  RESPONSES(Face.RESPONSES, "input_tokens") {
    @Override
    ObjectNode answer(long tokens) {
      return super.answer(tokens).put("object", "response.input_tokens");
    }
  };

  private static final String INNER = "generateContentRequest";

  private final Face face;
  private final String field;

  CountProtocol(Face face, String field) {
    this.face = face;
    this.field = field;
  }

  /** Whose conversations it counts. */
  Face face() {
    return face;
  }

  /**
   * What would be said, as the face takes it.
   *
   * @throws dev.millrace.fault.FaultException of MALFORMED or FIELD_UNSUPPORTED that names the
   *     field
   */
  ObjectNode conversation(ObjectNode body) {
    return body;
  }

  ObjectNode answer(long tokens) {
    return JsonNodeFactory.instance.objectNode().put(field, tokens);
  }

  /** Whether an upstream's answer says what it was asked. */
  boolean isCount(JsonNode answer) {
    var count = answer.path(field);
    return count.isNumber() && count.canConvertToLong() && count.longValue() >= 0;
  }

  private static ObjectNode with(ObjectNode body, String name, JsonNode value) {
    return body.has(name) ? body : body.deepCopy().set(name, value);
  }
}
