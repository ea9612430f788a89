package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Turns the images that a reply carries as text into files; those that it links to stay links. */
final class OpenAiImages {
  private OpenAiImages() {}

  /** Changes the reply: {@code b64_json} becomes {@code url}. */
  static Output output(JsonNode reply) {
    var files = new ArrayList<ProducedFile>();
    for (var entry : reply.path("data")) {
      if (entry.hasNonNull("b64_json") && entry instanceof ObjectNode image) {
        files.add(takeOut(image, files.size()));
      }
    }
    return new Output(reply, files);
  }

  private static ProducedFile takeOut(ObjectNode image, int index) {
    var bytes = decoded(image.remove("b64_json").asText());
    var type = ImageType.of(bytes);
    var file =
        new ProducedFile(
            "produced:" + index,
            "image-%d.%s".formatted(index, type.extension()),
            type.contentType(),
            bytes);
    image.put("url", file.placeholder()).put("content_type", file.contentType());
    return file;
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new FaultException(
          FaultCode.PROVIDER_BROKEN, "The provider sent an image that is no base64.");
    }
  }

  /**
   * From {@code size} in the reply or the input, such as {@code 1024x1024}; 0 when neither tells.
   */
  static long pixels(JsonNode reply, JsonNode input) {
    return List.of(reply, input).stream()
            .map(node -> node.path("size").asText().split("x", -1))
            .filter(sides -> sides.length == 2)
            .mapToLong(sides -> side(sides[0]) * side(sides[1]))
            .filter(area -> area > 0)
            .findFirst()
            .orElse(0)
        * reply.path("data").size();
  }

  private static long side(String text) {
    return text.matches("\\d{1,5}") ? Long.parseLong(text) : 0;
  }
}
