package dev.millrace.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a route whose provider fails again and again is spared for a while. */
@ConfigMapping(prefix = "millrace.breaker")
public interface BreakerConfig {
  /** How many of a route's latest attempts are looked at. */
  @WithDefault("20")
  int window();

  /** How many attempts must have ended before a route is judged at all. */
  @WithDefault("10")
  int minimumAttempts();

  /** Percentage of failures at which a route is no longer called. */
  @WithDefault("50")
  int openAt();

  /** How long it is not called then, before a few attempts try it. */
  @WithDefault("PT15S")
  Duration openFor();

  /** How many attempts try it; what comes of them decides. */
  @WithDefault("3")
  int trials();

  /**
   * How long, since its start, a request without another route waits for its provider without using
   * up attempts. After that it uses them up, and so it ends.
   */
  @WithDefault("PT10M")
  Duration waitAtMost();
}
