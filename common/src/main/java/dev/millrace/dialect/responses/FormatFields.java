package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Format;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import java.util.Optional;

/**
 * What an answer has to look like, as {@code text} says it. A schema is not strict unless it is
 * said, which is written out for servers that think otherwise.
 */
final class FormatFields {
  private static final String TYPE = "type";
  private static final String OBJECT = "json_object";
  private static final String SCHEMA = "json_schema";

  private FormatFields() {}

  /** Nothing for plain text. */
  static Optional<Format> read(Fields text) {
    var format = text.object("format").flatMap(FormatFields::format);
    text.only("verbosity", verbosity -> verbosity.asText().equals("medium")).refuseOthers();
    return format;
  }

  private static Optional<Format> format(Fields fields) {
    var format =
        switch (fields.text(TYPE)) {
          case "text" -> Optional.<Format>empty();
          case OBJECT -> Optional.<Format>of(new Format.JsonObject());
          case SCHEMA -> Optional.of(schema(fields));
          default -> throw FieldFault.unsupported(fields.pathOf(TYPE));
        };
    fields.refuseOthers();
    return format;
  }

  private static Format schema(Fields fields) {
    return new Format.JsonSchema(
        RequiredFields.name(fields, "name"),
        fields.optionalText("description"),
        RequiredFields.schema(fields.required("schema")),
        fields.bool("strict").filter(strict -> strict));
  }

  static void write(Format format, ObjectNode body) {
    var wire = body.putObject("text").putObject("format");
    switch (format) {
      case Format.JsonObject any -> wire.put(TYPE, OBJECT);
      case Format.JsonSchema schema -> write(schema, wire.put(TYPE, SCHEMA));
    }
  }

  private static void write(Format.JsonSchema schema, ObjectNode wire) {
    wire.put("name", schema.name());
    schema.description().ifPresent(text -> wire.put("description", text));
    wire.set("schema", schema.schema());
    wire.put("strict", schema.strict().orElse(false));
  }
}
