package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.KeptUpstream;
import java.util.Optional;

/** What any server of this protocol refuses, and what a call is to cost at most. */
final class Check {
  private static final KeptUpstream KEPT =
      KeptUpstream.at("cachedContent", "cached_content")
          .or("contents[].parts[].fileData.fileUri", Check::isGooglesFile)
          .or("contents[].parts[].fileData.file_uri", Check::isGooglesFile)
          .or("contents[].parts[].file_data.fileUri", Check::isGooglesFile)
          .or("contents[].parts[].file_data.file_uri", Check::isGooglesFile);

  /** More answers than any server gives. */
  private static final long MOST_ANSWERS = 8;

  private Check() {}

  static void body(ObjectNode body) {
    KEPT.refuse(body);
    contents(Fields.of(body).required("contents"));
    Fields.of(body).optionalText("model");
    maxTokens(body);
    answers(body);
  }

  /** One that was uploaded to Gemini itself, or to its owner's bucket. */
  private static boolean isGooglesFile(JsonNode uri) {
    var text = uri.asText();
    return text.startsWith("gs://")
        || text.contains("generativelanguage.googleapis.com")
        || text.startsWith("files/");
  }

  private static void contents(Fields.Value contents) {
    if (contents.isObject()) {
      return;
    }
    if (contents.items().isEmpty()) {
      throw FieldFault.malformed(contents.path(), "must not be empty");
    }
    contents.items().forEach(Fields.Value::object);
  }

  static Optional<Long> maxTokens(ObjectNode body) {
    return configured(body, "maxOutputTokens", Long.MAX_VALUE);
  }

  static int answers(ObjectNode body) {
    return Math.toIntExact(configured(body, "candidateCount", MOST_ANSWERS).orElse(1L));
  }

  /** A whole number of the configuration, in either spelling. */
  private static Optional<Long> configured(ObjectNode body, String name, long most) {
    return either(Fields.of(body), "generationConfig")
        .map(Fields.Value::object)
        .flatMap(config -> either(config, name).map(value -> positive(config, value, most)));
  }

  private static Optional<Fields.Value> either(Fields fields, String name) {
    return fields.optional(name).or(() -> fields.optional(Canonical.snake(name)));
  }

  private static long positive(Fields config, Fields.Value value, long most) {
    var name = value.path().substring(config.path().length() + 1);
    long number = config.whole(name).orElseThrow();
    if (number < 1 || number > most) {
      throw FieldFault.malformed(
          value.path(),
          most == Long.MAX_VALUE ? "must be at least 1" : "must be from 1 to " + most);
    }
    return number;
  }
}
