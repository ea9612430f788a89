package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.request.RequestId;

/**
 * What an image's caller wants.
 *
 * @param seed of the first image; the others count on from it
 */
record ImagePrompt(String text, int width, int height, int outputs, long seed) {
  private static final int STANDARD_SIDE = 512;

  /** Without a seed the request's id is one, so that another attempt draws the same pictures. */
  static ImagePrompt of(JsonNode input, RequestId request) {
    return new ImagePrompt(
        input.path("prompt").asText(),
        input.path("width").asInt(STANDARD_SIDE),
        input.path("height").asInt(STANDARD_SIDE),
        input.path("num_outputs").asInt(1),
        input.path("seed").asLong(request.value().getLeastSignificantBits()));
  }

  byte[] draw(int index) {
    return Png.of(Picture.of(text, seed + index, width, height));
  }
}
