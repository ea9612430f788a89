package dev.millrace.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.ValidationError;
import java.util.List;

/** A JSON Schema (draft 2020-12) that values are held against. Thread-safe. */
public interface Schema {
  /** The schema itself, as published. */
  JsonNode document();

  /** What does not fit, field by field; empty when all fits. Gives at most 100 errors. */
  List<ValidationError> validate(JsonNode value);
}
