package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Format;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import java.util.Optional;

/**
 * What an answer has to look like: {@code {"type": "text"}}, or {@code "json"}, with or without a
 * {@code schema}.
 */
final class FormatFields {
  private static final String TYPE = "type";
  private static final String JSON = "json";
  private static final String UNNAMED = "answer";

  private FormatFields() {}

  /** Nothing for plain text. */
  static Optional<Format> read(Fields fields) {
    var format =
        switch (fields.text(TYPE)) {
          case "text" -> Optional.<Format>empty();
          case JSON -> Optional.of(json(fields));
          default -> throw FieldFault.malformed(fields.pathOf(TYPE), "must be text or json");
        };
    fields.refuseOthers();
    return format;
  }

  private static Format json(Fields fields) {
    return fields
        .optional("schema")
        .map(RequiredFields::schema)
        .<Format>map(
            schema ->
                new Format.JsonSchema(
                    fields.optionalText("name").orElse(UNNAMED),
                    fields.optionalText("description"),
                    schema,
                    fields.bool("strict")))
        .orElseGet(Format.JsonObject::new);
  }

  static void write(Format format, ObjectNode fields) {
    fields.put(TYPE, JSON);
    switch (format) {
      case Format.JsonObject any -> {}
      case Format.JsonSchema schema -> {
        fields.put("name", schema.name());
        schema.description().ifPresent(text -> fields.put("description", text));
        schema.strict().ifPresent(strict -> fields.put("strict", strict));
        fields.set("schema", schema.schema());
      }
    }
  }
}
