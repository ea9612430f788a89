package dev.millrace.postgres.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What one search in the history may cost. */
@ConfigMapping(prefix = "millrace.history")
public interface HistoryConfig {
  /** How long PostgreSQL may search; after that the caller is told to narrow the range. */
  @WithDefault("PT2S")
  Duration searchWithin();

  /**
   * How long PostgreSQL may count what a search finds; after that the answer says that there are at
   * least as many as it shows.
   */
  @WithDefault("PT0.5S")
  Duration countWithin();
}
