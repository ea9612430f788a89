package dev.millrace.account;

import dev.millrace.money.Money;

/**
 * What some requests came to that have ended.
 *
 * @param inputTokens of all classes of input
 * @param outputTokens of all classes of output
 */
public record UsageTally(
    long completed,
    long failed,
    long cancelled,
    Money charged,
    long inputTokens,
    long outputTokens) {
  public static final UsageTally NONE = new UsageTally(0, 0, 0, Money.ZERO, 0, 0);

  /** How many requests have ended. */
  public long ended() {
    return completed + failed + cancelled;
  }

  public UsageTally plus(UsageTally other) {
    return new UsageTally(
        completed + other.completed,
        failed + other.failed,
        cancelled + other.cancelled,
        charged.plus(other.charged),
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens);
  }
}
