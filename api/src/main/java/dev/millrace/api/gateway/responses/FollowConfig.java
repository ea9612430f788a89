package dev.millrace.api.gateway.responses;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How those who follow responses in the background are served. */
@ConfigMapping(prefix = "millrace.background")
public interface FollowConfig {
  /**
   * How often an api process looks for what was said, in one statement for all who follow there;
   * while nobody does, it does not look.
   */
  @WithDefault("PT0.1S")
  Duration lookEvery();

  /**
   * How long a caller who cancels waits for the provider to stop; then it hears how the response
   * stands by then.
   */
  @WithDefault("PT5S")
  Duration cancelWithin();
}
