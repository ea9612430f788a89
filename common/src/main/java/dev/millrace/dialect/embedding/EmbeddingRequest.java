package dev.millrace.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.dialect.Fields.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be embedded.
 *
 * @param inputs in order, each a text or a list of token numbers; never empty
 * @param isSingle whether the caller gave one input that is no list
 * @param field the caller's field that holds them
 * @param encoding how it wants the vectors
 * @param options what else it says, by the names that models have for it, such as {@code
 *     dimensions}; the values know the caller's own
 * @param user the caller's own name for its user; a model that has no place for it is not told
 */
public record EmbeddingRequest(
    List<JsonNode> inputs,
    boolean isSingle,
    String field,
    Encoding encoding,
    Map<String, Value> options,
    Optional<String> user) {
  /** How many numbers each vector is to have. */
  static final String DIMENSIONS = "dimensions";

  /** What the vectors are for, in Gemini's words. */
  static final String TASK_TYPE = "task_type";

  /** What a text is called, which helps where it is a document that others will search for. */
  static final String TITLE = "title";

  public EmbeddingRequest {
    inputs = List.copyOf(inputs);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options)); // in the caller's order
  }

  /** Whether some of the inputs are tokens, which only models of the same tokenizer understand. */
  public boolean hasTokens() {
    return inputs.stream().anyMatch(JsonNode::isArray);
  }
}
