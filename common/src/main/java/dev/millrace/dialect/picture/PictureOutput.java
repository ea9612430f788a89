package dev.millrace.dialect.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the pictures in a model's own output. */
public final class PictureOutput {
  private static final List<String> PLACES =
      List.of("images", "data", "output", "outputs", "image", "url");

  private PictureOutput() {}

  /**
   * A picture of an output.
   *
   * @param revisedPrompt what was drawn in the prompt's stead, where the model says so
   */
  public record Picture(String url, Optional<String> revisedPrompt) {}

  /**
   * The pictures, in order: the output itself, or what is in the first of the usual places that it
   * has; each a URL, or an object with one.
   *
   * @throws FaultException of PROVIDER_BROKEN when there are none
   */
  public static List<Picture> pictures(JsonNode output) {
    var pictures = new ArrayList<Picture>();
    add(place(output), pictures);
    if (pictures.isEmpty()) {
      throw new FaultException(
          FaultCode.PROVIDER_BROKEN, "The provider's output holds no picture.");
    }
    return pictures;
  }

  private static JsonNode place(JsonNode output) {
    if (!output.isObject()) {
      return output;
    }
    return PLACES.stream().filter(output::hasNonNull).map(output::get).findFirst().orElse(output);
  }

  private static void add(JsonNode found, List<Picture> pictures) {
    if (found.isArray()) {
      found.forEach(one -> picture(one).ifPresent(pictures::add));
    } else {
      picture(found).ifPresent(pictures::add);
    }
  }

  private static Optional<Picture> picture(JsonNode entry) {
    var url = entry.isObject() ? entry.path("url") : entry;
    return url.isTextual()
        ? Optional.of(
            new Picture(
                url.textValue(),
                Optional.of(entry.path("revised_prompt"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)))
        : Optional.empty();
  }
}
