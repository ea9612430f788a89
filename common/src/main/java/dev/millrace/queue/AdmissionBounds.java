package dev.millrace.queue;

import java.time.Duration;

/**
 * The times that rule one stands on. Refuses those under which an admitted request could be dropped
 * as an orphan, or a slow broker could hold accounts locked.
 *
 * @param delivery how long Kafka may take to acknowledge a dispatch record
 * @param transaction after how long PostgreSQL ends an admission by itself
 */
public record AdmissionBounds(Duration delivery, Duration transaction) {
  /** An admission's transaction has begun so soon behind its records, or nothing of it stays. */
  public static final Duration BEGINS_WITHIN = Duration.ofSeconds(1);

  public AdmissionBounds {
    if (transaction.compareTo(delivery) <= 0) {
      throw new IllegalArgumentException(
          "millrace.admission.transaction-timeout (%s) must be longer than millrace.kafka.delivery-timeout (%s)"
              .formatted(transaction, delivery));
    }
  }

  /** Checks how long a worker waits for the row of a dispatch record. */
  public void checkOrphanAfter(Duration orphanAfter) {
    if (orphanAfter.compareTo(transaction.plus(BEGINS_WITHIN)) <= 0) {
      throw new IllegalArgumentException(
          "millrace.dispatch.orphan-after (%s) must be longer by more than %s than millrace.admission.transaction-timeout (%s): a request whose row is still to come would be dropped"
              .formatted(orphanAfter, BEGINS_WITHIN, transaction));
    }
  }
}
