package dev.millrace.api.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the queue's face treats what callers send. */
@ConfigMapping(prefix = "millrace.queue")
public interface QueueConfig {
  /**
   * Bodies above this many bytes are parsed and validated on a virtual thread, so that an event
   * loop is not held up.
   */
  @WithDefault("32768")
  int parseInlineUpTo();

  /** The latest deadline that a caller may set, counted from the submit. */
  @WithDefault("P7D")
  Duration longestDeadline();
}
