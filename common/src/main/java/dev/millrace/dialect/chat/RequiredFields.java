package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;

/** Values that must be there, and say something. */
final class RequiredFields {
  private RequiredFields() {}

  /** A text that is not empty, such as a name. */
  static String name(Fields fields, String field) {
    var text = fields.text(field);
    if (text.isEmpty()) {
      throw FieldFault.malformed(fields.pathOf(field), "must not be empty");
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
