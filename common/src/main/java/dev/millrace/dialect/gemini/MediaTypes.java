package dev.millrace.dialect.gemini;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What kind of thing a file is. */
final class MediaTypes {
  private static final Map<String, String> BY_ENDING =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "webp", "image/webp",
          "gif", "image/gif",
          "heic", "image/heic",
          "heif", "image/heif",
          "pdf", "application/pdf",
          "txt", "text/plain");

  private MediaTypes() {}

  static boolean isPicture(String type) {
    return type.startsWith("image/");
  }

  static boolean isDocument(String type) {
    return type.startsWith("application/") || type.startsWith("text/");
  }

  /** By the ending of the path, where it tells. */
  static Optional<String> ofUrl(String url) {
    try {
      var path = Optional.ofNullable(URI.create(url).getPath()).orElse("");
      var ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      return Optional.ofNullable(BY_ENDING.get(ending));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether only Google can read it: a file that was sent there, or a film of its own. */
  static boolean isOfGoogle(String uri) {
    return uri.startsWith("gs://")
        || uri.startsWith("files/")
        || uri.startsWith("https://generativelanguage.googleapis.com/")
        || uri.startsWith("https://www.youtube.com/")
        || uri.startsWith("https://youtu.be/");
  }
}
