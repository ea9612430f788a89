package dev.millrace.file;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Goes through the store, page by page, and dooms the objects that nothing names: what a superseded
 * attempt wrote, what came after its upload was given up, what a crash left. Remembers how far it
 * has come, whoever does the next page; two never walk at once.
 */
public interface Orphans {
  /**
   * Does the next page, if it is due.
   *
   * @return empty when it is not, or somebody else does it in this moment
   */
  Uni<Optional<Page>> next(Pace pace, Instant now);

  /**
   * How the walk goes.
   *
   * @param page objects at once
   * @param age younger objects are left alone: what names them may be on its way
   * @param pause between pages
   * @param every from the end of a walk to the beginning of the next
   */
  record Pace(int page, Duration age, Duration pause, Duration every) {}

  /**
   * What was done.
   *
   * @param doomed orphans
   * @param strange objects under keys that we never write; they are left alone
   * @param due when the next page is
   */
  record Page(int seen, int doomed, int strange, Instant due) {}
}
