package dev.millrace.dialect.chat;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Sources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads a message's content: a text, or a list of parts of those kinds that its role may have. */
final class PartsReader {
  private static final String TEXT = "text";
  private static final Set<String> DETAILS = Set.of("auto", "low", "high");

  private PartsReader() {}

  /** Of the user's. */
  static List<Part> asked(Fields.Value content) {
    return each(
        content,
        (type, part) ->
            switch (type) {
              case TEXT -> text(part);
              case "image_url" -> image(part.required("image_url").object());
              case "file" -> document(part.required("file").object());
              default -> throw unknown(part);
            });
  }

  /** Of the model's. */
  static List<Part> said(Fields.Value content) {
    return each(
        content,
        (type, part) ->
            switch (type) {
              case TEXT -> text(part);
              case "refusal" -> new Part.Refusal(part.text("refusal"));
              default -> throw unknown(part);
            });
  }

  /** Of instructions, and of what tools answer. */
  static List<Part> texts(Fields.Value content) {
    return each(
        content,
        (type, part) ->
            switch (type) {
              case TEXT -> text(part);
              default -> throw unknown(part);
            });
  }

  private static List<Part> each(Fields.Value content, BiFunction<String, Fields, Part> kinds) {
    if (content.isText()) {
      return List.of(new Part.Text(content.text()));
    }
    var items = content.items();
    if (items.isEmpty()) {
      throw FieldFault.malformed(content.path(), "must hold at least one part");
    }
    return items.stream().map(item -> part(item.object(), kinds)).toList();
  }

  private static Part part(Fields fields, BiFunction<String, Fields, Part> kinds) {
    var part = kinds.apply(fields.text("type"), fields);
    fields.known("cache_control").refuseOthers();
    return part;
  }

  private static Part text(Fields part) {
    return new Part.Text(part.text(TEXT));
  }

  private static Part image(Fields image) {
    var source = Sources.of(image.required("url"));
    image.only("detail", value -> DETAILS.contains(value.asText()));
    var detail = image.optionalText("detail");
    image.refuseOthers();
    return new Part.Image(source, detail);
  }

  private static Part document(Fields file) {
    if (file.has("file_id")) {
      throw FieldFault.unsupported(file.pathOf("file_id"));
    }
    var source = Sources.data(file.required("file_data"));
    Optional<String> name = file.optionalText("filename");
    file.refuseOthers();
    return new Part.Document(source, name);
  }

  private static RuntimeException unknown(Fields part) {
    return FieldFault.unsupported(part.pathOf("type"));
  }
}
