package dev.millrace.api.catalog.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Describes the queue's routes of one model as a document of OpenAPI 3.1, of whose schemas {@code
 * Input} and {@code Output} are the model's own. Pure.
 */
final class ModelDocument {
  /** What is the same for all models. */
  private static final ObjectNode FRAME = frame();

  private static final String ENDPOINT = "{endpoint}";
  private static final String SCHEMAS = "/components/schemas";

  private ModelDocument() {}

  private static ObjectNode frame() {
    try (var file = ModelDocument.class.getResourceAsStream("/catalog/model-openapi.json")) {
      return (ObjectNode) new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The document of a model.
   *
   * @param base where whoever asks reaches us
   */
  static ObjectNode of(Model model, PublicUrl base) {
    var document = FRAME.deepCopy();
    document.set("info", info(model));
    document.withArray("servers").addObject().put("url", base.value());
    document.set("paths", paths(FRAME.path("paths"), model.name().toString()));
    var schemas = (ObjectNode) document.at(SCHEMAS);
    put(schemas, "Input", model.inputSchema().document());
    put(schemas, "Output", model.outputSchema().document());
    return document;
  }

  /** The version is of what the document says; it is not known, so all are the first. */
  private static ObjectNode info(Model model) {
    var info = JsonNodeFactory.instance.objectNode();
    info.put("title", model.title()).put("version", "1");
    var said = model.presentation().shortDescription();
    if (!said.isEmpty()) {
      info.put("summary", said);
    }
    return info.put("description", model.description());
  }

  private static ObjectNode paths(JsonNode frame, String endpoint) {
    var paths = JsonNodeFactory.instance.objectNode();
    frame
        .properties()
        .forEach(
            path ->
                paths.set(path.getKey().replace(ENDPOINT, endpoint), path.getValue().deepCopy()));
    return paths;
  }

  private static void put(ObjectNode schemas, String name, JsonNode schema) {
    schemas.set(name, MovedSchema.to("#" + SCHEMAS + "/" + name, schema));
  }
}
