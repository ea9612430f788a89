package dev.millrace.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/**
 * What a model made.
 *
 * @param value the output in the model's own shape; a string equal to a file's {@code placeholder}
 *     stands for that file's URL
 * @param files bytes to be stored, in order
 * @param spoken the answer as JSON in the protocol of whoever asked; then there is nothing else,
 *     and the protocol is its schema
 */
public record Output(JsonNode value, List<ProducedFile> files, Optional<String> spoken) {
  public Output {
    files = List.copyOf(files);
  }

  public Output(JsonNode value, List<ProducedFile> files) {
    this(value, files, Optional.empty());
  }

  public static Output of(JsonNode value) {
    return new Output(value, List.of());
  }

  /** An answer in the protocol of whoever asked. */
  public static Output spoken(String json) {
    return new Output(MissingNode.getInstance(), List.of(), Optional.of(json));
  }
}
