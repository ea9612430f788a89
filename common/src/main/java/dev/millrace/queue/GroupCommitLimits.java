package dev.millrace.queue;

/**
 * How a group commit is bounded.
 *
 * @param maxBatch items in one batch
 * @param batchesInFlight batches under way at once
 * @param maxWaiting items that may wait for a batch
 */
public record GroupCommitLimits(int maxBatch, int batchesInFlight, int maxWaiting) {
  public GroupCommitLimits {
    if (maxBatch < 1 || batchesInFlight < 1 || maxWaiting < maxBatch) {
      throw new IllegalArgumentException(
          "group commit limits must be positive and let at least one batch wait: max-batch %d, batches-in-flight %d, max-waiting %d"
              .formatted(maxBatch, batchesInFlight, maxWaiting));
    }
  }
}
