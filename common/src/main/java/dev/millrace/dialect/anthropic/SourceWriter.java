package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes pictures and documents. */
final class SourceWriter {
  static final String PLAIN_TEXT = "text/plain";
  private static final String PDF = "application/pdf";

  private SourceWriter() {}

  /** How closely to look cannot be said: a picture is always looked at as closely as it can be. */
  static ObjectNode image(Part.Image image) {
    var block = BlockWriter.block("image");
    switch (image.source()) {
      case Part.Source.Url url -> write(url, block);
      case Part.Source.Data data -> write(data, block);
    }
    return block;
  }

  static ObjectNode document(Part.Document document) {
    var block = BlockWriter.block("document");
    switch (document.source()) {
      case Part.Source.Url url -> write(url, block);
      case Part.Source.Data data -> writeDocument(data, block);
    }
    document.name().ifPresent(name -> block.put("title", name));
    return block;
  }

  private static void writeDocument(Part.Source.Data data, ObjectNode block) {
    switch (data.mediaType()) {
      case PDF -> write(data, block);
      case PLAIN_TEXT ->
          block
              .putObject("source")
              .put("type", "text")
              .put("media_type", PLAIN_TEXT)
              .put("data", text(data));
      default ->
          throw new InexpressibleException(
              Feature.DOCUMENT, "may hold PDF and plain text only, for this model's provider");
    }
  }

  private static String text(Part.Source.Data data) {
    try {
      return new String(Base64.getDecoder().decode(data.base64()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InexpressibleException(Feature.DOCUMENT, "holds a text that is no base64");
    }
  }

  private static void write(Part.Source.Url url, ObjectNode block) {
    block.putObject("source").put("type", "url").put("url", url.url());
  }

  private static void write(Part.Source.Data data, ObjectNode block) {
    block
        .putObject("source")
        .put("type", "base64")
        .put("media_type", data.mediaType())
        .put("data", data.base64());
  }
}
