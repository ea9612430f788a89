package dev.millrace.api.call;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are run that are answered at once. */
@ConfigMapping(prefix = "millrace.run")
public interface CallConfig {
  /** Calls that one api process has under way at the same time; beyond that, 503. */
  @WithDefault("2048")
  int maxCalls();

  /** The longest wait before the second attempt; it doubles with each further one. */
  @WithDefault("PT0.2S")
  Duration retryBase();

  /**
   * The longest wait before any attempt. A provider that asks for more is not waited for: the next
   * route is tried, or its answer is passed on.
   */
  @WithDefault("PT2S")
  Duration retryMax();

  /** How long the reader of a stream may take nothing of it until it is hung up on. */
  @WithDefault("PT30S")
  Duration readerStall();

  /** After so much silence a stream that has begun says that it lives. */
  @WithDefault("PT15S")
  Duration heartbeat();

  /** How long calls under way may go on when the process is asked to stop. */
  @WithDefault("PT20S")
  Duration drainWithin();
}
