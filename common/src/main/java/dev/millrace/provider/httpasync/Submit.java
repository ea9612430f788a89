package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.provider.settings.SettingsReader;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a run begins.
 *
 * @param fixed fields of the body that are the same each time
 * @param input where in the body the caller's input goes; the empty pointer makes the input the
 *     body, with the fixed fields over it
 */
record Submit(
    String method, URI url, Map<String, String> headers, ObjectNode fixed, JsonPointer input) {
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE", "GET");

  static Submit read(SettingsReader reader) {
    var submit =
        new Submit(
            method(reader, "POST"),
            reader.url("url"),
            reader.headers("headers"),
            reader.optionalObject("body"),
            reader.optionalPointer("input").orElse(JsonPointer.empty()));
    submit.checkInput(reader);
    reader.refuseOthers();
    return submit;
  }

  static String method(SettingsReader reader, String standard) {
    var method = reader.optionalText("method").orElse(standard).toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      reader.problem("method", "must be one of " + METHODS.stream().sorted().toList());
    }
    return method;
  }

  private void checkInput(SettingsReader reader) {
    try {
      body(JsonNodeFactory.instance.objectNode());
    } catch (UnsupportedOperationException e) {
      reader.problem("input", "must lead through objects of the body");
    }
  }

  JsonNode body(JsonNode callersInput) {
    if (input.matches()) {
      return callersInput.<ObjectNode>deepCopy().setAll(fixed);
    }
    var body = fixed.deepCopy();
    body.withObject(input.head(), JsonNode.OverwriteMode.NULLS, true)
        .set(input.last().getMatchingProperty(), callersInput);
    return body;
  }
}
