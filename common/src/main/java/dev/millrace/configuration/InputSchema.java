package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.Schema;
import java.util.List;

/** What a model's input schema says of single fields. */
record InputSchema(Schema schema) {
  /** Whether it names the field. */
  boolean names(String field) {
    return schema.document().path("properties").has(field);
  }

  /** Whether inputs may have the field. */
  boolean takes(String field) {
    return names(field) || isOpen(schema.document().path("additionalProperties"));
  }

  private static boolean isOpen(JsonNode others) {
    return !others.isBoolean() || others.booleanValue();
  }

  /** What does not fit of these fields; whatever else an input needs is not asked for. */
  List<ValidationError> errors(ObjectNode fields) {
    return schema.validate(fields).stream()
        .filter(error -> !error.path().isEmpty() && fields.has(error.path().getFirst()))
        .toList();
  }
}
