package dev.millrace.id;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 7 (RFC 9562): 48 bits of time, then 74 random ones. They sort by the millisecond
 * in which they were made, so an index on them grows at its end, and a range of them is a range of
 * time.
 */
public final class UuidV7 {
  private static final long LOW_12 = (1L << 12) - 1;
  private static final long LOW_62 = (1L << 62) - 1;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 1L << 63;

  private UuidV7() {}

  public static UUID next(Instant now, RandomGenerator random) {
    return of(now.toEpochMilli() << 12 | random.nextLong() & LOW_12, random.nextLong() & LOW_62);
  }

  /**
   * Puts version and variant around the 122 bits.
   *
   * @param sixty 48 of time and 12 random ones
   * @param sixtyTwo the other random ones
   */
  public static UUID of(long sixty, long sixtyTwo) {
    return new UUID(sixty >>> 12 << 16 | VERSION_7 | sixty & LOW_12, VARIANT | sixtyTwo);
  }
}
