package dev.millrace.postgres.till;

import java.time.Duration;

/**
 * How long PostgreSQL is waited for. It ends a transaction by itself, but a connection that has
 * died without a word would never say so, and everything behind it would wait for ever.
 */
final class Patience {
  /** For a free connection of the pool, and for a new one. */
  private static final Duration TO_CONNECT = Duration.ofSeconds(8);

  private Patience() {}

  static Duration of(TillConfig config) {
    return config.transactionTimeout().plus(TO_CONNECT);
  }
}
