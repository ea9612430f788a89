package dev.millrace.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields.Value;
import dev.millrace.dialect.form.Filled;
import dev.millrace.dialect.form.Form;
import java.util.Map;

/** Fills the input of a model that makes embeddings. */
public final class EmbeddingInput {
  private static final String INPUT = "input";
  private static final String ENCODING = "encoding_format";
  private static final String USER = "user";

  /** What models call an option beside its own name. */
  private static final Map<String, String[]> PLACES =
      Map.of(
          EmbeddingRequest.DIMENSIONS,
          new String[] {"dimensions", "output_dimensionality", "output_dimension"},
          EmbeddingRequest.TASK_TYPE,
          new String[] {"task_type"},
          EmbeddingRequest.TITLE,
          new String[] {"title"});

  private EmbeddingInput() {}

  /**
   * Fills it. The encoding is asked of a model that knows of it; any other's vectors are turned
   * into it when they come.
   *
   * @param inputSchema the model's
   * @throws dev.millrace.fault.FaultException of FIELD_UNSUPPORTED that names the caller's field
   */
  public static Filled fill(EmbeddingRequest request, JsonNode inputSchema) {
    var form = Form.of(inputSchema);
    if (request.hasTokens() && !form.speaksOf(INPUT, "integer")) {
      throw FieldFault.unsupported(
          request.field(), "holds tokens, and this model takes texts only; send the text");
    }
    form.put(INPUT, input(request), request.field());
    request.options().forEach((name, value) -> put(form, name, value));
    request
        .user()
        .filter(user -> form.has(USER))
        .ifPresent(user -> form.put(USER, TextNode.valueOf(user), USER));
    if (request.encoding() == Encoding.BASE64 && form.takes(ENCODING, request.encoding().word())) {
      form.put(ENCODING, TextNode.valueOf(request.encoding().word()), ENCODING);
    }
    return form.filled();
  }

  private static void put(Form form, String name, Value value) {
    form.put(value, PLACES.getOrDefault(name, new String[] {name}));
  }

  private static JsonNode input(EmbeddingRequest request) {
    if (request.isSingle()) {
      return request.inputs().getFirst();
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    request.inputs().forEach(all::add);
    return all;
  }
}
