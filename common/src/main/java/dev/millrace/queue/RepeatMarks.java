package dev.millrace.queue;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** What the marks by which repetitions are known need from time to time. */
public interface RepeatMarks {
  /**
   * Drops the days whose marks have all run out, and makes the days to come; does nothing while
   * somebody else does.
   *
   * @return how many days were made and dropped
   */
  Uni<Integer> turnDays(Instant now);
}
