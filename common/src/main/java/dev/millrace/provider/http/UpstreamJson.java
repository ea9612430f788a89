package dev.millrace.provider.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON as upstreams speak it. It has a mapper of its own because replies hold images as strings,
 * longer than the usual bound of 20 MB; the reply itself is bounded already.
 */
public final class UpstreamJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private UpstreamJson() {}

  /** The reply as a tree. Throws a fault when it is no JSON. */
  public static JsonNode read(Buffer body) {
    try {
      return required(MAPPER.readTree(body.getBytes()));
    } catch (IOException garbage) {
      throw noJson();
    }
  }

  /** An event's data as a tree. Throws a fault when it is no JSON. */
  public static JsonNode read(String data) {
    try {
      return required(MAPPER.readTree(data));
    } catch (IOException garbage) {
      throw noJson();
    }
  }

  static Buffer write(JsonNode body) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree could not be written", e);
    }
  }

  private static JsonNode required(JsonNode tree) {
    if (tree == null || tree.isMissingNode()) {
      throw noJson();
    }
    return tree;
  }

  private static FaultException noJson() {
    return new FaultException(
        FaultCode.PROVIDER_BROKEN, "The provider answered with something that is no JSON.");
  }
}
