package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Part;

/** Writes pictures and documents. How closely to look is said for all pictures at once here. */
final class MediumWriter {
  private MediumWriter() {}

  static ObjectNode write(Part.Image image) {
    return source(image.source());
  }

  /** The name has no use: the service that this is for refuses it. */
  static ObjectNode write(Part.Document document) {
    return source(document.source());
  }

  private static ObjectNode source(Part.Source source) {
    var part = JsonNodeFactory.instance.objectNode();
    switch (source) {
      case Part.Source.Data data ->
          part.putObject("inlineData").put("mimeType", data.mediaType()).put("data", data.base64());
      case Part.Source.Url url -> {
        var file = part.putObject("fileData");
        MediaTypes.ofUrl(url.url()).ifPresent(type -> file.put("mimeType", type));
        file.put("fileUri", url.url());
      }
    }
    return part;
  }
}
