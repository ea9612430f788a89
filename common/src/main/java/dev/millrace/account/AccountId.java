package dev.millrace.account;

import dev.millrace.id.UuidV7;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Who pays. */
public record AccountId(UUID value) implements Comparable<AccountId> {

  /** A UUIDv7: accounts listed by id are listed by age. */
  public static AccountId next(Instant now, RandomGenerator random) {
    return new AccountId(UuidV7.next(now, random));
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
