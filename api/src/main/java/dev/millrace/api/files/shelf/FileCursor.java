package dev.millrace.api.files.shelf;

import dev.millrace.file.ShelfSlice.Mark;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a part of a list goes on, as a text: microseconds of the Unix epoch, and the file's id. */
final class FileCursor {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,17})_(.{36})");

  private FileCursor() {}

  static String write(Mark mark) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, mark.createdAt()) + "_" + mark.id();
  }

  /** Empty for what we have not written. */
  static Optional<Mark> read(String text) {
    var found = SHAPE.matcher(text);
    return found.matches()
        ? FileId.read(found.group(2)).map(id -> new Mark(time(found.group(1)), id))
        : Optional.empty();
  }

  private static Instant time(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
