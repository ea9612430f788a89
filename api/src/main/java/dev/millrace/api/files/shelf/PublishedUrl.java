package dev.millrace.api.files.shelf;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.blob.FileUrl;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reads the URL of a file: as we publish it, or as it is stored; whatever name stands at its end.
 */
final class PublishedUrl {
  private static final int ID = 36;

  private PublishedUrl() {}

  static Optional<UUID> read(String url, PublicUrl base) {
    return Stream.of(base.value(), FileUrl.STORED_BASE)
        .map(known -> known + FileUrl.PATH)
        .filter(known -> url.regionMatches(true, 0, known, 0, known.length()))
        .map(known -> url.substring(known.length()))
        .flatMap(rest -> idAtBeginningOf(rest).stream())
        .findFirst();
  }

  private static Optional<UUID> idAtBeginningOf(String rest) {
    return rest.length() >= ID && (rest.length() == ID || "/?#".indexOf(rest.charAt(ID)) >= 0)
        ? FileId.read(rest.substring(0, ID))
        : Optional.empty();
  }
}
