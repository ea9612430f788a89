package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Format;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import java.util.Optional;

/** What an answer has to look like, as {@code response_format} says it. */
final class FormatFields {
  private static final String TYPE = "type";
  private static final String TEXT = "text";
  private static final String OBJECT = "json_object";
  private static final String SCHEMA = "json_schema";

  private FormatFields() {}

  /** Nothing for plain text. */
  static Optional<Format> read(Fields fields) {
    var format = format(fields);
    fields.refuseOthers();
    return format;
  }

  private static Optional<Format> format(Fields fields) {
    return switch (fields.text(TYPE)) {
      case TEXT -> Optional.empty();
      case OBJECT -> Optional.of(new Format.JsonObject());
      case SCHEMA -> Optional.of(schema(fields.required(SCHEMA).object()));
      default -> throw FieldFault.unsupported(fields.pathOf(TYPE));
    };
  }

  private static Format schema(Fields fields) {
    var format =
        new Format.JsonSchema(
            fields.text("name"),
            fields.optionalText("description"),
            RequiredFields.schema(fields.required("schema")),
            fields.bool("strict"));
    fields.refuseOthers();
    return format;
  }

  static void write(Format format, ObjectNode body) {
    var wire = body.putObject("response_format");
    switch (format) {
      case Format.JsonObject any -> wire.put(TYPE, OBJECT);
      case Format.JsonSchema schema -> write(schema, wire.put(TYPE, SCHEMA).putObject(SCHEMA));
    }
  }

  private static void write(Format.JsonSchema schema, ObjectNode wire) {
    wire.put("name", schema.name());
    schema.description().ifPresent(text -> wire.put("description", text));
    wire.set("schema", schema.schema());
    schema.strict().ifPresent(strict -> wire.put("strict", strict));
  }
}
