package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Format;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Optional;

/** Reads what the answer has to look like, from where it is now and from where it was at first. */
final class FormatReader {
  private FormatReader() {}

  static Optional<Format> read(Fields fields) {
    var now =
        fields
            .object("output_config")
            .flatMap(
                config -> {
                  var format = config.known(ThinkingReader.EFFORT).object("format");
                  config.refuseOthers();
                  return format;
                });
    var once = fields.object("output_format");
    return now.or(() -> once).map(FormatReader::schema);
  }

  /** Its schema always holds to the letter. */
  private static Format schema(Fields format) {
    var type = format.required("type");
    if (!type.text().equals("json_schema")) {
      throw FieldFault.malformed(type.path(), "must be json_schema");
    }
    var schema = format.required("schema");
    if (!schema.isObject()) {
      throw FieldFault.malformed(schema.path(), "must be an object");
    }
    format.refuseOthers();
    return new Format.JsonSchema("answer", Optional.empty(), schema.node(), Optional.of(true));
  }
}
