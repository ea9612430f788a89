package dev.millrace.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Fields.Value;
import dev.millrace.money.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Embeddings as Gemini's clients ask for them: {@code :embedContent} for one content, {@code
 * :batchEmbedContents} for several.
 */
public final class GeminiEmbeddings {
  private static final String CONFIG = "embedContentConfig";
  private static final Map<String, String> OPTIONS =
      Map.of(
          "outputDimensionality", EmbeddingRequest.DIMENSIONS,
          "taskType", EmbeddingRequest.TASK_TYPE,
          "title", EmbeddingRequest.TITLE);

  private GeminiEmbeddings() {}

  /**
   * Reads the body of {@code :embedContent}.
   *
   * @throws dev.millrace.fault.FaultException of MALFORMED or FIELD_UNSUPPORTED that names the
   *     field
   */
  public static EmbeddingRequest read(ObjectNode body) {
    var one = one(Fields.of(body));
    return request(List.of(one.text()), true, "content", one.options());
  }

  /**
   * Reads the body of {@code :batchEmbedContents}. What its requests say beside their contents has
   * to be the same in all.
   *
   * @throws dev.millrace.fault.FaultException as {@link #read} does
   */
  public static EmbeddingRequest readBatch(ObjectNode body) {
    var fields = Fields.of(body).known("model");
    var requests = fields.required("requests").items();
    fields.refuseOthers();
    if (requests.isEmpty()) {
      throw FieldFault.malformed("requests", "must hold something to embed");
    }
    var all = requests.stream().map(request -> one(request.object())).toList();
    var first = all.getFirst();
    all.forEach(one -> requireSame(first, one));
    return request(all.stream().map(One::text).toList(), false, "requests", first.options());
  }

  private static EmbeddingRequest request(
      List<JsonNode> texts, boolean isSingle, String field, Map<String, Value> options) {
    return new EmbeddingRequest(texts, isSingle, field, Encoding.FLOAT, options, Optional.empty());
  }

  /** One content, and what is said of it. */
  private record One(String path, JsonNode text, Map<String, Value> options) {}

  private static One one(Fields fields) {
    fields.known("model");
    var text = text(fields.required("content").object());
    var options = new LinkedHashMap<String, Value>();
    take(fields, options);
    fields
        .object(CONFIG)
        .ifPresent(
            config -> {
              take(config, options);
              config.refuseOthers();
            });
    fields.refuseOthers();
    return new One(fields.path(), text, options);
  }

  private static void take(Fields fields, Map<String, Value> options) {
    fields.whole("outputDimensionality");
    fields.optionalText("taskType");
    fields.optionalText("title");
    OPTIONS.forEach(
        (said, name) -> fields.optional(said).ifPresent(value -> options.put(name, value)));
  }

  /** A content of several texts is one text, a line each. */
  private static JsonNode text(Fields content) {
    var parts = content.known("role").required("parts").items();
    content.refuseOthers();
    if (parts.isEmpty()) {
      throw FieldFault.malformed(content.pathOf("parts"), "must hold a text");
    }
    return TextNode.valueOf(
        parts.stream()
            .map(
                part -> {
                  var fields = part.object();
                  var others = fields.known("text").others();
                  if (!others.isEmpty()) {
                    throw FieldFault.unsupported(others.getFirst().path());
                  }
                  return fields.text("text");
                })
            .collect(Collectors.joining("\n")));
  }

  private static void requireSame(One first, One one) {
    OPTIONS.forEach(
        (said, name) -> {
          var wanted = Optional.ofNullable(first.options().get(name)).map(Value::node);
          var has = Optional.ofNullable(one.options().get(name)).map(Value::node);
          if (!wanted.equals(has)) {
            throw FieldFault.unsupported(
                one.path() + "." + said,
                "must be the same in all requests of a batch; send a batch for each");
          }
        });
  }

  /** Writes the answer to {@code :embedContent}. */
  public static ObjectNode answer(List<JsonNode> vectors, Usage usage) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("embedding").set("values", floats(vectors.getFirst()));
    return withUsage(answer, usage);
  }

  /** Writes the answer to {@code :batchEmbedContents}. */
  public static ObjectNode batchAnswer(List<JsonNode> vectors, Usage usage) {
    var answer = JsonNodeFactory.instance.objectNode();
    var embeddings = answer.putArray("embeddings");
    for (var vector : vectors) {
      embeddings.addObject().set("values", floats(vector));
    }
    return withUsage(answer, usage);
  }

  private static JsonNode floats(JsonNode vector) {
    return Vectors.as(Encoding.FLOAT, vector);
  }

  private static ObjectNode withUsage(ObjectNode answer, Usage usage) {
    answer
        .putObject("usageMetadata")
        .put("promptTokenCount", usage.inputTokens() + usage.cachedInputTokens());
    return answer;
  }
}
