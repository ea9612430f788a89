package dev.millrace.dialect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** The arguments of a tool call where a protocol has them as text. */
public final class CallArguments {
  /** Those of a tool that takes none. */
  public static final String NONE = "{}";

  private static final ObjectReader JSON =
      new ObjectMapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
    try {
      return JSON.<JsonNode>readValue(text).isObject();
    } catch (JacksonException garbage) {
      return false;
    }
  }
}
