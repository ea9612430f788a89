package dev.millrace.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a model made.
 *
 * @param value the output in the model's own shape; a string equal to a file's {@code placeholder}
 *     stands for that file's URL
 * @param files bytes to be stored, in order
 */
public record Output(JsonNode value, List<ProducedFile> files) {
  public Output {
    files = List.copyOf(files);
  }

  public static Output of(JsonNode value) {
    return new Output(value, List.of());
  }
}
