package dev.millrace.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.ValidationError;
import java.util.List;
import java.util.Set;

/** A JSON Schema (draft 2020-12) that values are held against. Thread-safe. */
public interface Schema {
  /** The schema itself, as published. */
  JsonNode document();

  /** What does not fit, field by field; empty when all fits. Gives at most 100 errors. */
  List<ValidationError> validate(JsonNode value);

  /**
   * The strings of a value that stand where the schema says {@code format: uri}, each once. A
   * choice in the schema, such as {@code anyOf}, says what any of its branches says.
   */
  Set<String> uris(JsonNode value);
}
