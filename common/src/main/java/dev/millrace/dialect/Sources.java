package dev.millrace.dialect;

import dev.millrace.conversation.Part;
import java.util.Optional;

/** Reads where the bytes of a picture or document are, as OpenAI's protocols say it in one text. */
public final class Sources {
  private static final String DATA = "data:";
  private static final String BASE64 = ";base64";

  private Sources() {}

  /** A data URI, or the URL of a web server. Any other text is refused. */
  public static Part.Source of(Fields.Value value) {
    var text = value.text();
    if (text.startsWith("https://") || text.startsWith("http://")) {
      return new Part.Source.Url(text);
    }
    return data(value, "must be a URL of http or https, or a data: URI in base64");
  }

  /** A data URI. Any other text is refused. */
  public static Part.Source data(Fields.Value value) {
    return data(value, "must be a data: URI in base64");
  }

  private static Part.Source data(Fields.Value value, String rule) {
    return data(value.text()).orElseThrow(() -> FieldFault.malformed(value.path(), rule));
  }

  /** Parameters of the media type, such as a character set, say nothing of pictures. */
  private static Optional<Part.Source> data(String uri) {
    int comma = uri.indexOf(',');
    if (!uri.startsWith(DATA) || comma < 0) {
      return Optional.empty();
    }
    var head = uri.substring(DATA.length(), comma);
    int mediaType = head.indexOf(';');
    if (mediaType <= 0 || !head.endsWith(BASE64) || comma == uri.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Part.Source.Data(head.substring(0, mediaType), onOneLine(uri.substring(comma + 1))));
  }

  /** Some encoders break lines as mail does. */
  private static String onOneLine(String base64) {
    return base64.indexOf('\n') < 0 ? base64 : base64.replace("\r", "").replace("\n", "");
  }
}
