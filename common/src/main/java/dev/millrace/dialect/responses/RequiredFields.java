package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;

/** Values that must be there, and say something. */
final class RequiredFields {
  private RequiredFields() {}

  /** A text that is not empty, such as a name. */
  static String name(Fields fields, String field) {
    return words(fields.required(field));
  }

  /** A text that is not empty. */
  static String words(Fields.Value value) {
    var text = value.text();
    if (text.isEmpty()) {
      throw FieldFault.malformed(value.path(), "must not be empty");
    }
    return text;
  }

  /** A JSON Schema. */
  static JsonNode schema(Fields.Value value) {
    if (!value.isObject()) {
      throw FieldFault.malformed(value.path(), "must be an object");
    }
    return value.node();
  }
}
