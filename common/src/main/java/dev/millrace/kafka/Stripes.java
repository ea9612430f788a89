package dev.millrace.kafka;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;

/**
 * Which partition a dispatch record goes to: one of a few that belong to its account, so that one
 * account's flood stays in its own partitions and yet may run on several workers.
 *
 * <p>The account chooses the first partition and the request the stripe, each by bits of its own:
 * one hash for two moduli would leave partitions empty.
 */
public record Stripes(int partitions, int width) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  public Stripes {
    if (partitions < 1 || width < 1) {
      throw new IllegalArgumentException(
          "there must be at least one partition (%d) and one stripe (%d)"
              .formatted(partitions, width));
    }
  }

  public int partitionOf(AccountId account, RequestId request) {
    long first =
        mix(account.value().getMostSignificantBits() ^ account.value().getLeastSignificantBits());
    long stripe = mix(request.value().getLeastSignificantBits());
    int base = (int) Long.remainderUnsigned(first, partitions);
    return (base + (int) Long.remainderUnsigned(stripe, Math.min(width, partitions))) % partitions;
  }

  private static long mix(long bits) {
    long mixed = bits * GOLDEN;
    return mixed ^ mixed >>> 32;
  }
}
