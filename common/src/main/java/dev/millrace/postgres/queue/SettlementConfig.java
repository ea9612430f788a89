package dev.millrace.postgres.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests are settled. */
@ConfigMapping(prefix = "millrace.settlement")
public interface SettlementConfig {
  /** Requests that one transaction settles at the most. */
  @WithDefault("512")
  int maxBatch();

  /**
   * Settlement transactions under way at once in one worker. Batches of one account wait for each
   * other's lock, so more of them are only smaller ones; raise it for very many accounts.
   */
  @WithDefault("1")
  int batchesInFlight();

  /**
   * How far apart settlement transactions begin when there is much to settle. Each then takes what
   * has ended meanwhile. Where fewer than 400 a second end nobody waits for it.
   */
  @WithDefault("PT0.05S")
  Duration batchesApart();

  /** After how long PostgreSQL ends a settlement by itself; it is then tried again. */
  @WithDefault("PT8S")
  Duration transactionTimeout();
}
