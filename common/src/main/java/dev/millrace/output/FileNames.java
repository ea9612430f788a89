package dev.millrace.output;

import dev.millrace.file.ContentType;
import dev.millrace.file.FileName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** What files of outputs are called, and what their names say. Pure. */
final class FileNames {
  private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
  private static final Tika TIKA = new Tika();
  private static final Pattern TYPE =
      Pattern.compile("[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64}");

  /** Endings that people expect, where the register's first one is another. */
  private static final Map<String, String> USUAL =
      Map.of(
          "audio/mpeg", ".mp3",
          "audio/mp4", ".m4a",
          "video/quicktime", ".mov",
          "image/jpeg", ".jpg");

  private FileNames() {}

  static boolean isType(String text) {
    return TYPE.matcher(text).matches();
  }

  /**
   * A safe name with an extension that fits the type.
   *
   * @param step of a URL's path, as it stands there
   */
  static String of(String step, String type) {
    var name = FileName.safe(decoded(step));
    if (ContentType.isGeneric(type) || type.equals(typeOf(name))) {
      return name;
    }
    var extension = extension(type);
    return name.toLowerCase(Locale.ROOT).endsWith(extension)
        ? name
        : FileName.safe(name + extension);
  }

  /** What the name's extension says; {@link ContentType#UNKNOWN} when it says nothing. */
  static String typeOf(String name) {
    return TIKA.detect(name);
  }

  static String decoded(String step) {
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return step; // no encoding at all, so it is what it says
    }
  }

  private static String extension(String type) {
    var usual = USUAL.get(type);
    if (usual != null) {
      return usual;
    }
    try {
      return TYPES.forName(type).getExtension();
    } catch (MimeTypeException e) {
      return ""; // a type that nobody knows has no extension
    }
  }
}
