package dev.millrace.webhook;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** What the deliveries' table needs from time to time. */
public interface DeliveryUpkeep {
  /** Makes the coming weeks' partitions. */
  Uni<Integer> makePartitions();

  /** Forgets deliveries of requests of the weeks that ended before then. */
  Uni<Integer> dropPartitions(Instant before);
}
