package dev.millrace.postgres.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How nodes share what may be under way at the same time. */
@ConfigMapping(prefix = "millrace.limits")
public interface LeaseConfig {
  /** How often a node says that it lives. */
  @WithDefault("PT5S")
  Duration heartbeatEvery();

  /** A node that was silent for so long has nothing under way any more. */
  @WithDefault("PT20S")
  Duration presumedDeadAfter();
}
