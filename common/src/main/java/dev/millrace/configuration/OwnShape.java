package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Preset;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape in which a conversational model takes its input at its own path: that of a protocol,
 * with the fields that the model's input schema takes.
 */
final class OwnShape {
  /** Two names of one thing, of which a schema may have either. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of("max_tokens", "max_completion_tokens", "max_completion_tokens", "max_tokens");

  private final InputSchema schema;
  private final Dialect dialect;

  OwnShape(Model model) {
    this.schema = new InputSchema(model.inputSchema());
    this.dialect = dialect(schema);
  }

  /** As whoever runs such inputs tells them apart. */
  private static Dialect dialect(InputSchema schema) {
    if (schema.names("messages")) {
      return Dialects.CHAT;
    }
    if (schema.names("input")) {
      return Dialects.RESPONSES;
    }
    return schema.names("contents") ? Dialects.GEMINI : Dialects.CHAT;
  }

  /** What has to be put into an input of which it says nothing, as far as the schema takes it. */
  Map<String, JsonNode> under(Preset preset, ObjectNode input) {
    var fields = new LinkedHashMap<String, JsonNode>();
    dialect.under(preset, input).forEach((name, value) -> put(name, value, fields));
    return fields;
  }

  private void put(String name, JsonNode value, Map<String, JsonNode> fields) {
    var other = OTHER_NAMES.getOrDefault(name, name);
    if (schema.names(name) || !schema.names(other) && schema.takes(name)) {
      fields.put(name, value);
    } else if (schema.names(other)) {
      fields.put(other, value);
    }
  }

  /** What of a preset does not fit the schema. */
  List<ValidationError> errors(Preset preset) {
    return schema.errors(alone(preset));
  }

  /** Whether the schema names every field that the preset needs. */
  boolean names(Preset preset) {
    var needed = dialect.under(preset, JsonNodeFactory.instance.objectNode());
    return needed.size() == alone(preset).size()
        && alone(preset).properties().stream().allMatch(field -> schema.names(field.getKey()));
  }

  private ObjectNode alone(Preset preset) {
    var input = JsonNodeFactory.instance.objectNode();
    input.setAll(under(preset, input));
    return input;
  }
}
