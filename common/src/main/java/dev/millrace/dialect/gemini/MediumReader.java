package dev.millrace.dialect.gemini;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Sources;
import java.util.Optional;

/** Reads pictures and documents. */
final class MediumReader {
  private MediumReader() {}

  /** Empty when the part has neither data nor a file. */
  static Optional<Part> read(Fields part) {
    var medium =
        part.object("inlineData")
            .map(MediumReader::data)
            .or(() -> part.object("fileData").map(MediumReader::file));
    if (medium.isPresent()) {
      part.only("thought", flag -> !flag.asBoolean());
    }
    return medium;
  }

  private static Part data(Fields data) {
    var type = data.text("mimeType");
    var name = data.optionalText("displayName");
    var base64 =
        Base64Text.usual(data.text("data"))
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> FieldFault.malformed(data.pathOf("data"), "must be base64"));
    data.refuseOthers();
    return part(data, type, new Part.Source.Data(type, base64), name);
  }

  private static Part file(Fields file) {
    var uri = file.text("fileUri");
    if (MediaTypes.isOfGoogle(uri)) {
      throw FieldFault.unsupported(
          file.pathOf("fileUri"),
          "is a file at Google, which this model's provider cannot read; send it as inlineData");
    }
    var source = source(file, uri);
    var type = file.optionalText("mimeType").or(() -> typeOf(source)).orElse("");
    var name = file.optionalText("displayName");
    file.refuseOthers();
    return part(file, type, source, name);
  }

  /** A file of ours may have become its bytes on the way. */
  private static Part.Source source(Fields file, String uri) {
    return uri.startsWith("data:")
        ? Sources.data(file.required("fileUri"))
        : new Part.Source.Url(uri);
  }

  private static Optional<String> typeOf(Part.Source source) {
    return switch (source) {
      case Part.Source.Url(var url) -> MediaTypes.ofUrl(url);
      case Part.Source.Data(var mediaType, var base64) -> Optional.of(mediaType);
    };
  }

  private static Part part(Fields fields, String type, Part.Source source, Optional<String> name) {
    if (MediaTypes.isPicture(type)) {
      return new Part.Image(source, Optional.empty());
    }
    if (MediaTypes.isDocument(type)) {
      return new Part.Document(source, name);
    }
    throw FieldFault.unsupported(
        fields.pathOf("mimeType"),
        "must be that of a picture or a document; this model's provider takes nothing else");
  }
}
