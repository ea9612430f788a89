package dev.millrace.account;

import java.util.UUID;

/** Who pays. */
public record AccountId(UUID value) implements Comparable<AccountId> {

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
