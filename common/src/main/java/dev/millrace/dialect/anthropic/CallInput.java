package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The arguments of a call, which the protocol has as an object. */
final class CallInput {
  private static final ObjectReader OBJECTS =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  private CallInput() {}

  /** Empty when they are no JSON object; no arguments at all are an empty one. */
  static Optional<ObjectNode> of(String arguments) {
    if (arguments.isBlank()) {
      return Optional.of(JsonNodeFactory.instance.objectNode());
    }
    try {
      return OBJECTS.readTree(arguments) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
