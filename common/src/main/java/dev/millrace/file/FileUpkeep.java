package dev.millrace.file;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** What has to be done beside, so that files go when their time has come. */
public interface FileUpkeep {
  /**
   * Ends files whose time has come: their objects are doomed, and their rows stay to say since
   * when. What somebody keeps (a favourite, a tag, an input) is not touched.
   *
   * @param lookAgain when those are looked at again that are kept for now
   */
  Uni<Round> expire(Instant now, Instant lookAgain, int atMost);

  /**
   * Forgets files that expired before then.
   *
   * @return how many
   */
  Uni<Integer> forget(Instant expiredBefore, int atMost);

  /**
   * What a round came to.
   *
   * @param looked files that were looked at; fewer than were wanted when no others are due
   * @param expired how many of them have ended
   */
  record Round(int looked, int expired) {}
}
