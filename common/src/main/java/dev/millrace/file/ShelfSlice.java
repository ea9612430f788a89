package dev.millrace.file;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which part of what was found is wanted.
 *
 * @param oldestFirst else the newest come first
 * @param after only files behind this one in that order: stays where it is while new ones come in
 * @param skip how many are left out at the beginning
 * @param limit how many at the most
 */
public record ShelfSlice(boolean oldestFirst, Optional<Mark> after, int skip, int limit) {
  /** Reading past this many rows costs more than anybody's page is worth. */
  public static final int DEEPEST = 10_000;

  /** Where a file stands in the order of time. */
  public record Mark(Instant createdAt, UUID id) {
    /** The place of this file. */
    public static Mark of(ShelvedFile file) {
      return new Mark(file.life().createdAt(), file.file().id());
    }
  }

  public ShelfSlice {
    if (skip < 0 || limit < 1 || skip + limit > DEEPEST) {
      throw new IllegalArgumentException("no such part: skip %d, limit %d".formatted(skip, limit));
    }
  }
}
