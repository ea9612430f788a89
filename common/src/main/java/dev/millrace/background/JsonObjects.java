package dev.millrace.background;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** Reads what providers say in OpenAI's words. Decimals stay as they came. */
final class JsonObjects {
  private static final ObjectReader READER =
      new ObjectMapper()
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private JsonObjects() {}

  /**
   * An object.
   *
   * @throws FaultException of PROVIDER_BROKEN when it is none
   */
  static ObjectNode read(String text) {
    try {
      if (READER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw broken(null);
    } catch (JsonProcessingException noJson) {
      throw broken(noJson);
    }
  }

  private static FaultException broken(Throwable cause) {
    return new FaultException(
        Fault.of(FaultCode.PROVIDER_BROKEN, "the provider said something that is no JSON object"),
        cause);
  }
}
