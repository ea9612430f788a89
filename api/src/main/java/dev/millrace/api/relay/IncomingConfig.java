package dev.millrace.api.relay;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of files the api takes through itself, and how long it waits for it. */
@ConfigMapping(prefix = "millrace.incoming")
public interface IncomingConfig {
  /** Files and parts that one api process takes at once; beyond that, 503. Each holds some MiB. */
  @WithDefault("32")
  int atOnce();

  /** Those that it takes at once for one account; beyond that, 429. */
  @WithDefault("8")
  int atOncePerAccount();

  /** How long a sender may send nothing while we wait for it. */
  @WithDefault("PT30S")
  Duration idle();

  /** How long one body may take altogether. */
  @WithDefault("PT1H")
  Duration within();

  /** Bytes of a file that comes by POST /files; the plan may allow fewer. */
  @WithDefault("32M")
  MemorySize maxFile();

  /** Bytes of a file that the platform reads from a URL; the plan may allow fewer. */
  @WithDefault("200M")
  MemorySize maxFetched();

  /** How long the platform reads such a URL. */
  @WithDefault("PT5M")
  Duration fetchWithin();

  /** Bytes of a file that comes in JSON, chunk by chunk; the plan may allow fewer. */
  @WithDefault("50M")
  MemorySize maxChunked();

  /** Bytes of one such chunk, once decoded. */
  @WithDefault("1M")
  MemorySize maxChunk();
}
