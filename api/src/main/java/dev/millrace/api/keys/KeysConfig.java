package dev.millrace.api.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many keys accounts may have, and how they are exchanged. */
@ConfigMapping(prefix = "millrace.keys")
public interface KeysConfig {
  /** Keys of one account that are neither revoked nor expired. */
  @WithDefault("1000")
  int mostPerAccount();

  /** How long a rotated key works on when its owner does not say; at most 30 days. */
  @WithDefault("PT24H")
  Duration usualOverlap();
}
