package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.fault.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads labels that requests are looked for by: a flat JSON object of texts. */
@ApplicationScoped
class LabelReader {
  private static final int MOST = 16;

  private final ObjectReader reader;

  LabelReader(ObjectMapper json) {
    this.reader =
        json.readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** The labels as compact JSON; empty when there is none among them. */
  Optional<String> read(String text) {
    if (!(parsed(text) instanceof ObjectNode labels) || labels.size() > MOST) {
      throw unusable();
    }
    labels.properties().forEach(label -> check(label.getKey(), label.getValue()));
    return labels.isEmpty() ? Optional.empty() : Optional.of(labels.toString());
  }

  private JsonNode parsed(String text) {
    try {
      return reader.readTree(text);
    } catch (JsonProcessingException e) {
      throw unusable();
    }
  }

  private static void check(String name, JsonNode value) {
    if (!value.isTextual() || name.indexOf('\0') >= 0 || value.textValue().indexOf('\0') >= 0) {
      throw unusable();
    }
  }

  private static RuntimeException unusable() {
    return Refusal.ofParameter(
        "metadata", "must be a JSON object of at most 16 texts, such as {\"team\":\"a\"}");
  }
}
