package dev.millrace.account;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Who pays. */
public record AccountId(UUID value) implements Comparable<AccountId> {

  /** A UUIDv7: accounts listed by id are listed by age. */
  public static AccountId next(Instant now, RandomGenerator random) {
    long time = now.toEpochMilli() << 16 | 0x7000L | random.nextLong() & 0xFFFL;
    return new AccountId(new UUID(time, 1L << 63 | random.nextLong() >>> 2));
  }

  public static AccountId of(String text) {
    return new AccountId(UUID.fromString(text));
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
