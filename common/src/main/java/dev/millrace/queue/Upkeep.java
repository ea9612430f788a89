package dev.millrace.queue;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** What the tables need from time to time. */
public interface Upkeep {
  /**
   * Makes the partitions that the payloads of the coming weeks go to; does nothing while somebody
   * else makes them.
   *
   * @return how many were made
   */
  Uni<Integer> makePayloadPartitions();

  /**
   * Drops one partition whose requests were all submitted before {@code expired}.
   *
   * @return its name; empty when there is none, or somebody else drops one. Fails when the table is
   *     in use for longer than submits may wait.
   */
  Uni<Optional<String>> dropPayloadPartition(Instant expired);

  /**
   * Empties those parts of the outputs that are not to be stored which ended before {@code
   * expired}; does nothing while somebody else does.
   *
   * @return how many were emptied
   */
  Uni<Integer> emptyUnstoredOutput(Instant expired);
}
