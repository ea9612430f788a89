package dev.millrace.history;

import dev.millrace.request.RequestId;
import java.util.Optional;

/**
 * Which part of what was found is wanted.
 *
 * @param before only requests older than this one: stays where it is while new ones come in
 * @param skip how many are left out at the beginning
 * @param limit how many at the most
 */
public record HistorySlice(Optional<RequestId> before, int skip, int limit) {
  /** Reading past this many rows costs more than anybody's page is worth. */
  public static final int DEEPEST = 10_000;

  public HistorySlice {
    if (skip < 0 || limit < 1 || skip + limit > DEEPEST) {
      throw new IllegalArgumentException("no such part: skip %d, limit %d".formatted(skip, limit));
    }
  }
}
