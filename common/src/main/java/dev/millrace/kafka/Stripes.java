package dev.millrace.kafka;

import dev.millrace.account.AccountId;

/**
 * The few partitions that belong to an account, so that one account's flood stays in its own
 * partitions and yet may run on several workers.
 *
 * <p>Each account's partitions are a draw of its own, without repeats: two accounts may share one
 * of them, but hardly ever all (with 4 of 64, one pair in 635,376). Neighbouring ones would be
 * shared by one pair in 64.
 */
public record Stripes(int partitions, int width) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  public Stripes {
    if (partitions < 1 || width < 1) {
      throw new IllegalArgumentException(
          "there must be at least one partition (%d) and one stripe (%d)"
              .formatted(partitions, width));
    }
    width = Math.min(width, partitions);
  }

  /** The account's partitions, always the same ones in the same order. */
  public int[] of(AccountId account) {
    // Floyd's draw: as many steps as partitions drawn, and each set is as likely as any other.
    var drawn = new int[width];
    long seed = seed(account);
    for (int i = 0; i < width; i++) {
      int last = partitions - width + i;
      seed += GOLDEN;
      int candidate = (int) Long.remainderUnsigned(mix(seed), last + 1L);
      drawn[i] = contains(drawn, i, candidate) ? last : candidate;
    }
    return drawn;
  }

  static long seed(AccountId account) {
    return mix(
        account.value().getMostSignificantBits() * GOLDEN
            ^ account.value().getLeastSignificantBits());
  }

  /** Every bit of the result depends on every bit given (SplitMix64). */
  static long mix(long bits) {
    long once = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    long twice = (once ^ once >>> 27) * 0x94D049BB133111EBL;
    return twice ^ twice >>> 31;
  }

  private static boolean contains(int[] drawn, int many, int candidate) {
    for (int i = 0; i < many; i++) {
      if (drawn[i] == candidate) {
        return true;
      }
    }
    return false;
  }
}
