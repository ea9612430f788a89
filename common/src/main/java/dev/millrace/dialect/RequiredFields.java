package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** Values that must be there, and say something. */
public final class RequiredFields {
  private RequiredFields() {}

  /** A text that is not empty, such as a name. */
  public static String name(Fields fields, String field) {
    return words(fields.required(field));
  }

  /** A text that is not empty. */
  public static String words(Fields.Value value) {
    var text = value.text();
    if (text.isEmpty()) {
      throw FieldFault.malformed(value.path(), "must not be empty");
    }
    return text;
  }

  /** A JSON Schema. */
  public static JsonNode schema(Fields.Value value) {
    if (!value.isObject()) {
      throw FieldFault.malformed(value.path(), "must be an object");
    }
    return value.node();
  }
}
