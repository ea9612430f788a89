package dev.millrace.queue;

import io.smallrye.mutiny.Uni;

/** What the tables need from time to time. */
public interface Upkeep {
  /**
   * Makes the partitions that the payloads of the coming weeks go to; does nothing while somebody
   * else makes them.
   *
   * @return how many were made
   */
  Uni<Integer> makePayloadPartitions();
}
