package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Part;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Sources;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads pictures and documents. */
final class SourceReader {
  private SourceReader() {}

  static Part image(Fields block) {
    var source = block.required("source").object();
    var type = source.required("type");
    var read =
        switch (type.text()) {
          case "base64" -> data(source);
          case "url" -> Sources.of(source.required("url"));
          default -> throw FieldFault.unsupported(type.path());
        };
    source.refuseOthers();
    return new Part.Image(read, Optional.empty());
  }

  /** As OpenAI's chat has it: an object with the URL, or the URL itself. */
  static Part imageByUrl(Fields block) {
    var value = block.required("image_url");
    if (value.isText()) {
      return new Part.Image(Sources.of(value), Optional.empty());
    }
    var image = value.object();
    var read = new Part.Image(Sources.of(image.required("url")), image.optionalText("detail"));
    image.refuseOthers();
    return read;
  }

  /** Documents that are to be cited from are refused: citations name pages that we cannot carry. */
  static Part document(Fields block) {
    var source = block.required("source").object();
    var type = source.required("type");
    var read =
        switch (type.text()) {
          case "base64" -> data(source);
          case "url" -> Sources.of(source.required("url"));
          case "text" -> text(source);
          default -> throw FieldFault.unsupported(type.path());
        };
    source.refuseOthers();
    block.only("citations", citations -> !citations.path("enabled").asBoolean());
    return new Part.Document(read, block.optionalText("title"));
  }

  private static Part.Source data(Fields source) {
    return new Part.Source.Data(source.text("media_type"), source.text("data"));
  }

  private static Part.Source text(Fields source) {
    var bytes = source.text("data").getBytes(StandardCharsets.UTF_8);
    return new Part.Source.Data(
        source.optionalText("media_type").orElse(SourceWriter.PLAIN_TEXT),
        Base64.getEncoder().encodeToString(bytes));
  }
}
