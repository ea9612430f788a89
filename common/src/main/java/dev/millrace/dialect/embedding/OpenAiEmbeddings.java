package dev.millrace.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Fields.Value;
import dev.millrace.money.Usage;
import java.util.LinkedHashMap;
import java.util.List;

/** Embeddings as OpenAI's clients ask for them, {@code POST /v1/embeddings}. */
public final class OpenAiEmbeddings {
  private static final String INPUT = "input";
  private static final String ENCODING = "encoding_format";

  private OpenAiEmbeddings() {}

  /**
   * Reads a body. Fields that the protocol does not know are kept under their own names: the model
   * may know them.
   *
   * @throws dev.millrace.fault.FaultException of MALFORMED that names the field
   */
  public static EmbeddingRequest read(ObjectNode body) {
    var fields = Fields.of(body).known("model");
    var input = fields.required(INPUT);
    var encoding = encoding(fields);
    var options = new LinkedHashMap<String, Value>();
    fields
        .optional(EmbeddingRequest.DIMENSIONS)
        .ifPresent(
            value -> {
              fields.whole(EmbeddingRequest.DIMENSIONS);
              options.put(EmbeddingRequest.DIMENSIONS, value);
            });
    var user = fields.optionalText("user");
    fields.others().forEach(other -> options.put(other.path(), other));
    boolean isSingle = input.isText() || isTokens(input.node());
    return new EmbeddingRequest(inputs(input, isSingle), isSingle, INPUT, encoding, options, user);
  }

  private static Encoding encoding(Fields fields) {
    return fields
        .optionalText(ENCODING)
        .map(
            word ->
                Encoding.parse(word)
                    .orElseThrow(
                        () -> FieldFault.malformed(ENCODING, "must be 'float' or 'base64'")))
        .orElse(Encoding.FLOAT);
  }

  private static List<JsonNode> inputs(Value input, boolean isSingle) {
    if (isSingle) {
      return List.of(input.node());
    }
    if (!input.node().isArray()) {
      throw FieldFault.malformed(
          INPUT, "must be a string, a list of strings, or tokens: a list of numbers, or of such");
    }
    var inputs = input.items();
    if (inputs.isEmpty()) {
      throw FieldFault.malformed(INPUT, "must hold something to embed");
    }
    return inputs.stream().map(OpenAiEmbeddings::checked).toList();
  }

  private static JsonNode checked(Value item) {
    if (!item.isText() && !isTokens(item.node())) {
      throw FieldFault.malformed(item.path(), "must be a string, or a list of token numbers");
    }
    return item.node();
  }

  /** How many embeddings an input asks for, in this protocol or in a model's own shape. */
  public static int inputs(JsonNode input) {
    return input.isArray() && !isTokens(input) ? input.size() : 1;
  }

  private static boolean isTokens(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      return false;
    }
    for (var token : node) {
      if (!token.canConvertToExactIntegral() || !token.canConvertToInt()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes the answer.
   *
   * @param vectors one an input, in order
   * @param model as the caller named it
   */
  public static ObjectNode answer(
      List<JsonNode> vectors, Encoding encoding, String model, Usage usage) {
    var answer = JsonNodeFactory.instance.objectNode().put("object", "list");
    var data = answer.putArray("data");
    for (var vector : vectors) {
      var entry = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      entry.set("embedding", Vectors.as(encoding, vector));
    }
    long tokens = usage.inputTokens() + usage.cachedInputTokens();
    answer.put("model", model);
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return answer;
  }
}
