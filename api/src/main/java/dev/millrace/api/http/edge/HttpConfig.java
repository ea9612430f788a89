package dev.millrace.api.http.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How much of a call the api reads, and when it speaks of one in the log. */
@ConfigMapping(prefix = "millrace.http")
public interface HttpConfig {
  /** Path and query together; at the most quarkus.http.limits.max-initial-line-length. */
  @WithDefault("8K")
  MemorySize maxUri();

  /** One header; below quarkus.http.limits.max-header-size. */
  @WithDefault("16K")
  MemorySize maxHeader();

  /** All headers together; below quarkus.http.limits.max-header-size. */
  @WithDefault("32K")
  MemorySize maxHeaders();

  /** A body that is no file. */
  @WithDefault("10M")
  MemorySize maxBody();

  /** What a refused caller may still send before we hang up, so that it can read our answer. */
  @WithDefault("64M")
  MemorySize maxDrain();

  /** How long a refused caller may still send. */
  @WithDefault("PT10S")
  Duration drainWithin();

  /**
   * Origins of web pages (such as {@code https://app.example.com}) that may use what needs no key:
   * event streams and uploads with a token, and files. Without them no browser is told anything.
   */
  Optional<List<String>> browserOrigins();

  /** A call that takes longer is logged; above the 60 s that a caller may ask to wait. */
  @WithDefault("PT65S")
  Duration slowAfter();
}
