package dev.millrace.dialect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The arguments of a tool call, which some protocols have as text and others as an object. */
public final class CallArguments {
  /** Those of a tool that takes none. */
  public static final String NONE = "{}";

  private static final ObjectReader JSON =
      new ObjectMapper()
          .readerFor(JsonNode.class)
          .with(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private CallArguments() {}

  /** The text, which has to be a JSON object; no text at all stands for no arguments. */
  public static String of(Fields.Value value) {
    var text = value.text();
    if (text.isBlank()) {
      return NONE;
    }
    if (!isObject(text)) {
      throw FieldFault.malformed(value.path(), "must be a JSON object as text");
    }
    return text;
  }

  private static boolean isObject(String text) {
    return object(text).isPresent();
  }

  /**
   * The arguments where a protocol has them as an object; empty when they are none. No text at all
   * stands for no arguments. Decimals stay as they are written.
   */
  public static Optional<ObjectNode> object(String text) {
    try {
      return JSON.<JsonNode>readValue(text.isBlank() ? NONE : text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JacksonException garbage) {
      return Optional.empty();
    }
  }
}
