package dev.millrace.worker.embed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the embedding model that runs inside a worker is kept. */
@ConfigMapping(prefix = "millrace.minilm")
public interface MinilmConfig {
  /**
   * Whether a worker loads the model of {@code local/minilm} when it starts. Else the first request
   * does, and waits about a second for it; a worker that is never asked keeps 60 MB free.
   */
  @WithDefault("false")
  boolean loadAtStart();
}
