package dev.millrace.limit;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** What was counted and is over. */
public interface Counted {
  /**
   * Forgets some counters whose windows are over. Fails when the database does not answer.
   *
   * @return how many it were; fewer than {@code most} when there are no more
   */
  Uni<Integer> forget(Instant now, int most);
}
