package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.request.RequestId;

/**
 * What an image's caller wants.
 *
 * <p>Inputs of other models come here too, when a test key calls them; so nothing is larger than
 * our own model lets it be.
 *
 * @param seed of the first image; the others count on from it
 */
record ImagePrompt(String text, int width, int height, int outputs, long seed) {
  private static final int STANDARD_SIDE = 512;
  private static final int LONGEST_SIDE = 2048;
  private static final int MOST_OUTPUTS = 4;

  /** Without a seed the request's id is one, so that another attempt draws the same pictures. */
  static ImagePrompt of(JsonNode input, RequestId request) {
    return new ImagePrompt(
        input.path("prompt").asText(),
        Math.clamp(input.path("width").asInt(STANDARD_SIDE), 1, LONGEST_SIDE),
        Math.clamp(input.path("height").asInt(STANDARD_SIDE), 1, LONGEST_SIDE),
        Math.clamp(input.path("num_outputs").asInt(1), 1, MOST_OUTPUTS),
        input.path("seed").asLong(request.value().getLeastSignificantBits()));
  }

  byte[] draw(int index) {
    return Png.of(Picture.of(text, seed + index, width, height));
  }
}
