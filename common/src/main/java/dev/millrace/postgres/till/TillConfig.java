package dev.millrace.postgres.till;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;

/** How api processes hold credit for calls that they answer at once. */
@ConfigMapping(prefix = "millrace.till")
public interface TillConfig {
  /**
   * The most credit, in USD, that one api process takes ahead for one key. More of it means fewer
   * questions to the database, and more that lies idle.
   */
  @WithDefault("1")
  BigDecimal largestSlice();

  /** How long a slice may be unused until what is free of it goes back to its account. */
  @WithDefault("PT5S")
  Duration idleAfter();

  /** How often an api process says that it lives. */
  @WithDefault("PT1S")
  Duration heartbeatEvery();

  /**
   * Silence after which a worker gives an api process's slices back to their accounts. A process
   * that could not say that it lives for half of that spends nothing more. At least six heartbeats.
   * Set it alike on the api and the worker.
   */
  @WithDefault("PT15S")
  Duration presumedDeadAfter();

  /**
   * How long a call or a submit waits for credit that other api processes hold idle, before it is
   * refused.
   */
  @WithDefault("PT1S")
  Duration recallWithin();

  /** Calls that one transaction settles, or takes credit for, at the most. */
  @WithDefault("256")
  int maxBatch();

  /**
   * How far apart settling transactions begin when many calls end and at least four are under way.
   * Each then takes what has ended meanwhile; no caller waits for it. Else they are settled at
   * once.
   */
  @WithDefault("PT0.025S")
  Duration settlementsApart();

  /** Calls of one api process that have credit reserved; beyond that they are answered 503. */
  @WithDefault("20000")
  int maxOpen();

  /**
   * Bytes of inputs and outputs of ended calls that may wait to be written, while the database is
   * slow or away; beyond that further calls are answered 503.
   */
  @WithDefault("268435456")
  long maxWaitingBytes();

  /** After how long PostgreSQL ends a transaction of ours by itself. */
  @WithDefault("PT5S")
  Duration transactionTimeout();

  /** How long ended calls may still be settled when the api is asked to stop. */
  @WithDefault("PT10S")
  Duration drainWithin();

  /** How often a worker looks for slices of api processes that have stopped living. */
  @WithDefault("PT5S")
  Duration returnEvery();
}
