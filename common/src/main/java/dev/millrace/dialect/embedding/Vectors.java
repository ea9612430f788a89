package dev.millrace.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Writes vectors in the encoding that a caller wants, whichever they came in. */
final class Vectors {
  private Vectors() {}

  /**
   * The vector itself when it is in that encoding already: then no digit of it changes.
   *
   * @throws FaultException of PROVIDER_BROKEN when it is no vector
   */
  static JsonNode as(Encoding encoding, JsonNode vector) {
    if (!vector.isTextual() && !(vector instanceof ArrayNode)) {
      throw noVector();
    }
    return switch (encoding) {
      case FLOAT -> vector.isTextual() ? numbers(vector.textValue()) : vector;
      case BASE64 -> vector.isTextual() ? vector : TextNode.valueOf(base64(vector));
    };
  }

  private static ArrayNode numbers(String base64) {
    var bytes = ByteBuffer.wrap(decoded(base64)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() % Float.BYTES != 0) {
      throw noVector();
    }
    var numbers = JsonNodeFactory.instance.arrayNode(bytes.remaining() / Float.BYTES);
    while (bytes.hasRemaining()) {
      float number = bytes.getFloat();
      if (!Float.isFinite(number)) {
        throw noVector(); // JSON has no such number
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException garbage) {
      throw noVector();
    }
  }

  private static String base64(JsonNode numbers) {
    var bytes = ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (var number : numbers) {
      if (!number.isNumber()) {
        throw noVector();
      }
      bytes.putFloat(number.floatValue());
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static FaultException noVector() {
    return new FaultException(
        FaultCode.PROVIDER_BROKEN, "The provider sent an embedding that is no list of numbers.");
  }
}
