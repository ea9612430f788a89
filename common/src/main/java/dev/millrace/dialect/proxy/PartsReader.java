package dev.millrace.dialect.proxy;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import dev.millrace.dialect.Sources;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads a message's content: a text, or a list of parts of those kinds that its role may have. */
final class PartsReader {
  private static final String TEXT = "text";

  private PartsReader() {}

  /** Of the user's, and of what tools answer: words, pictures, documents. */
  static List<Part> shown(Fields.Value content) {
    return each(
        content,
        (type, part) ->
            switch (type) {
              case TEXT -> text(part);
              case "image" -> new Part.Image(image(part), Optional.empty());
              case "file" -> file(part);
              default -> throw unknown(part, "text, image or file");
            });
  }

  /** Of instructions. */
  static List<Part> texts(Fields.Value content) {
    return each(
        content,
        (type, part) ->
            switch (type) {
              case TEXT -> text(part);
              default -> throw unknown(part, TEXT);
            });
  }

  /**
   * Reads each part.
   *
   * @param kinds of which type and with which fields
   */
  static List<Part> each(Fields.Value content, BiFunction<String, Fields, Part> kinds) {
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
    fields.refuseOthers();
    return part;
  }

  static Part text(Fields part) {
    return new Part.Text(part.text(TEXT));
  }

  /** A {@code data:} URI says its type itself. */
  private static Part.Source image(Fields part) {
    part.known("mediaType");
    return Sources.of(part.required("image"));
  }

  /** A URL, a {@code data:} URI, or base64; the media type says which of the two kinds it is. */
  private static Part file(Fields part) {
    var type = RequiredFields.name(part, "mediaType");
    var source = source(part.required("data"), type);
    var name = part.optionalText("filename");
    return type.startsWith("image/")
        ? new Part.Image(source, Optional.empty())
        : new Part.Document(source, name);
  }

  private static Part.Source source(Fields.Value data, String mediaType) {
    var text = RequiredFields.words(data);
    return text.indexOf(':') >= 0 ? Sources.of(data) : new Part.Source.Data(mediaType, text);
  }

  static RuntimeException unknown(Fields part, String known) {
    return FieldFault.malformed(part.pathOf("type"), "must be " + known + " here");
  }
}
