package dev.millrace.worker.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often a worker does what has to be done beside running requests. */
@ConfigMapping(prefix = "millrace.upkeep")
public interface UpkeepConfig {
  /**
   * How often partitions for payloads and idempotency keys to come are made, and old ones dropped.
   */
  @WithDefault("PT6H")
  Duration partitionsEvery();

  /** How often requests are looked for that wait past their deadlines. */
  @WithDefault("PT1S")
  Duration deadlinesEvery();

  /** How often acknowledged dispatch records are walked for requests that still wait. */
  @WithDefault("PT30S")
  Duration safetyNetEvery();

  /** How often balances are looked at for alerts whose threshold they have crossed. */
  @WithDefault("PT2S")
  Duration balancesEvery();

  /** How often uploads are looked at whose bytes may have come, or whose time is over. */
  @WithDefault("PT15S")
  Duration uploadsEvery();

  /** How often the store is asked for uploads in parts that nobody knows any more. */
  @WithDefault("PT1H")
  Duration partsEvery();

  /** How often secrets are looked for that lie under another master key than the current one. */
  @WithDefault("PT1M")
  Duration secretsEvery();
}
