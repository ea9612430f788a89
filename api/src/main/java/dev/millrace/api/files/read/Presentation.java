package dev.millrace.api.files.read;

import dev.millrace.blob.BlobStore.Shown;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a browser is to take a file that a stranger brought. It shows what cannot do anything, and
 * downloads the rest; and what a browser might run anyway goes out as bytes of no kind, because a
 * store's answer cannot forbid it to guess. What we do not know counts as what it might run. Pure.
 */
final class Presentation {
  private static final String BYTES = "application/octet-stream";
  private static final String TEXT = "text/plain";

  private static final Pattern TYPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

  /** Pictures of dots. An SVG is a page that may hold scripts. */
  private static final Set<String> PICTURES =
      Set.of(
          "image/png",
          "image/apng",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/avif",
          "image/bmp",
          "image/heic",
          "image/heif",
          "image/jxl",
          "image/tiff",
          "image/x-icon",
          "image/vnd.microsoft.icon");

  /**
   * Downloaded under their own type, since no browser runs them and programs want to know. A PDF
   * may hold scripts and forms, and no viewer shows one under the sandbox that we send.
   */
  private static final Set<String> DATA =
      Set.of(
          "application/json",
          "application/x-ndjson",
          "application/jsonl",
          "application/pdf",
          "application/zip",
          "application/gzip",
          "application/x-tar",
          "application/msgpack",
          "application/vnd.apache.parquet",
          "text/csv",
          "text/markdown",
          "text/vtt",
          "model/gltf-binary",
          "model/gltf+json",
          "model/obj",
          "model/stl");

  private Presentation() {}

  /**
   * @param name what a download is called
   * @param contentType as somebody declared it; anything
   */
  static Shown of(String name, String contentType) {
    var type = bare(contentType);
    if (type.equals(TEXT)) {
      return new Shown(name, TEXT + "; charset=utf-8", true);
    }
    if (isShown(type)) {
      return new Shown(name, type, true);
    }
    return new Shown(name, DATA.contains(type) ? type : BYTES, false);
  }

  private static boolean isShown(String type) {
    return PICTURES.contains(type)
        || (type.startsWith("video/") || type.startsWith("audio/")) && !type.endsWith("xml");
  }

  /** Without parameters, in lower case; what is no media type is bytes. */
  private static String bare(String contentType) {
    var end = contentType.indexOf(';');
    var type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    var lower = type.toLowerCase(Locale.ROOT);
    return switch (TYPE.matcher(lower).matches() ? lower : BYTES) {
      case "image/jpg" -> "image/jpeg";
      case String known -> known;
    };
  }
}
