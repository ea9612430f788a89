package dev.millrace.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How readiness is found out. */
@ConfigMapping(prefix = "millrace.health")
public interface HealthConfig {
  /** How long an engine may take to answer before it counts as away. */
  @WithDefault("PT2S")
  Duration answerWithin();
}
