package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.configuration.SettingsCheck.Checked;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Settings of models that have a form of their own: fields that their input schema names. */
final class FormSettings {
  private final Model model;
  private final InputSchema schema;
  private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
  private final Map<String, String> written = new LinkedHashMap<>();
  private final List<ValidationError> errors = new ArrayList<>();

  private FormSettings(Model model) {
    this.model = model;
    this.schema = new InputSchema(model.inputSchema());
  }

  static Checked check(Model model, ObjectNode settings) {
    var check = new FormSettings(model);
    settings.properties().stream()
        .filter(setting -> !setting.getValue().isNull())
        .forEach(setting -> check.take(setting.getKey(), setting.getValue()));
    check.schema.errors(check.fields).forEach(check::refuse);
    return new Checked(check.fields, check.errors);
  }

  private void take(String name, JsonNode value) {
    var field = field(name);
    if (field.isEmpty()) {
      errors.add(
          new Complaint(
                  SettingsCheck.UNKNOWN, "is no field of the input of %s".formatted(model.name()))
              .of(name));
    } else if (written.putIfAbsent(field.get(), name) != null) {
      errors.add(new Complaint("not", "says the same as " + written.get(field.get())).of(name));
    } else {
      fields.set(field.get(), value);
    }
  }

  /** As the schema has it; camel case stands for underscores. */
  private Optional<String> field(String name) {
    if (schema.names(name)) {
      return Optional.of(name);
    }
    var snake = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return Optional.of(snake).filter(schema::names);
  }

  private void refuse(ValidationError error) {
    var field = error.path().getFirst();
    errors.add(new Complaint(error.code(), error.message()).of(written.get(field)));
  }

  /** What has to be put into an input of which it says nothing. */
  static Map<String, JsonNode> under(ObjectNode checked, ObjectNode input) {
    var missing = new LinkedHashMap<String, JsonNode>();
    checked.properties().stream()
        .filter(setting -> !input.has(setting.getKey()))
        .forEach(setting -> missing.put(setting.getKey(), setting.getValue()));
    return missing;
  }
}
