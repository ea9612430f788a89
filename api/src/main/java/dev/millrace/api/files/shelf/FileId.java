package dev.millrace.api.files.shelf;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of files and tags as they stand in paths. */
final class FileId {
  private static final Pattern SHAPE =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private FileId() {}

  /** Empty for what is no id, and so names nothing. */
  static Optional<UUID> read(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
