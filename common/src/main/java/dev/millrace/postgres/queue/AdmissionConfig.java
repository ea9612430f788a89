package dev.millrace.postgres.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests are admitted. */
@ConfigMapping(prefix = "millrace.admission")
public interface AdmissionConfig {
  /** Requests that one transaction admits at the most. */
  @WithDefault("512")
  int maxBatch();

  /**
   * Admission transactions under way at once in one api process. Batches of one account wait for
   * each other's lock, so more of them are only smaller ones; raise it for very many accounts.
   */
  @WithDefault("1")
  int batchesInFlight();

  /**
   * How far apart admission transactions begin when there is much to admit. Each then takes what
   * has come meanwhile. Where fewer than 400 a second come nobody waits for it.
   */
  @WithDefault("PT0.024S")
  Duration batchesApart();

  /** Submits that may wait for a transaction; beyond that they are answered 503. */
  @WithDefault("20000")
  int maxWaiting();

  /**
   * After how long PostgreSQL ends an admission by itself. Must be longer than {@code
   * millrace.kafka.delivery-timeout}, so that a slow broker cannot hold accounts locked, and
   * shorter by more than a second than {@code millrace.dispatch.orphan-after}.
   */
  @WithDefault("PT8S")
  Duration transactionTimeout();
}
