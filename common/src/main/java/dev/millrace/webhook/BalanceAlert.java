package dev.millrace.webhook;

import dev.millrace.money.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an account's owner wants to be told of its balance, as it stands now.
 *
 * @param threshold told when the balance falls below it
 * @param url whom to tell
 * @param armed whether the next look that finds the balance below tells; otherwise it has told, and
 *     waits for the balance to rise
 * @param latest the notice of the latest crossing
 */
public record BalanceAlert(Money threshold, String url, boolean armed, Optional<Notice> latest) {

  /**
   * How the telling of one crossing went.
   *
   * @param at when the balance was seen below
   * @param balance what it was then
   * @param attempts those that have ended
   */
  public record Notice(
      Instant at,
      Money balance,
      DeliveryStatus status,
      int attempts,
      Optional<Instant> nextAttemptAt,
      OptionalInt lastResponseStatus,
      Optional<String> lastError,
      Optional<Instant> deliveredAt) {}
}
