package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Medium;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** Turns the images that a reply carries as text into files; those that it links to stay links. */
final class OpenAiImages {
  private static final int MOST_LINKED = 1000;

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
   * The images that the reply links to, by the {@code size} that it says they have, such as {@code
   * 1024x1024}. Those that it carries are measured where their bytes are stored.
   */
  static List<Medium> linked(JsonNode reply) {
    var sides = reply.path("size").asText().split("x", -1);
    if (sides.length != 2 || !isSide(sides[0]) || !isSide(sides[1])) {
      return List.of();
    }
    var medium = Medium.ofPicture(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    return StreamSupport.stream(reply.path("data").spliterator(), false)
        .filter(image -> !image.hasNonNull("b64_json") && image.hasNonNull("url"))
        .limit(MOST_LINKED)
        .map(image -> medium)
        .toList();
  }

  private static boolean isSide(String text) {
    return text.matches("[1-9]\\d{0,4}");
  }
}
