package dev.millrace.fetch.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How files are read that callers and providers name by URL. */
@ConfigMapping(prefix = "millrace.fetch")
public interface FetchConfig {
  /**
   * For development: this machine, its private networks and names without a dot may be read from
   * too. Refused in production. A provider's own host and port may always be read from.
   */
  @WithDefault("false")
  boolean allowPrivate();

  /** How long a connection may take, the wait for a free one included. */
  @WithDefault("PT5S")
  Duration connectWithin();

  /** How long a server may take to begin its answer. */
  @WithDefault("PT20S")
  Duration answerWithin();

  /** How long a server may send nothing while we wait for more. */
  @WithDefault("PT20S")
  Duration idleWithin();

  /**
   * Connections to one host at the same time, in one process; the four-fold number may wait for
   * one.
   */
  @WithDefault("64")
  int perHost();
}
