package dev.millrace.file;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Objects that are nobody's any more, until the store has deleted them. */
public interface DoomedObjects {
  /**
   * Takes some that are due, the oldest first. Nobody else gets them before {@code again}; those
   * that are not reported as deleted by then are due once more.
   */
  Uni<List<String>> take(Instant now, Instant again, int atMost);

  /** These are deleted. */
  Uni<Void> deleted(List<String> keys);

  /** How many should have been deleted by now, counted up to {@code atMost}. */
  Uni<Waiting> waiting(Instant now, int atMost);

  /**
   * What is still to do.
   *
   * @param oldest when the first of them should have been deleted
   */
  record Waiting(int count, Optional<Instant> oldest) {}
}
