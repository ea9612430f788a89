package dev.millrace.file;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long uploads may take, and how large what comes in one piece may be. */
@ConfigMapping(prefix = "millrace.uploads")
public interface UploadsConfig {
  /** How long after its beginning an upload is given up when its bytes are not all there. */
  @WithDefault("P1D")
  Duration completeWithin();

  /** The same for an upload that comes as chunks in JSON. */
  @WithDefault("PT1H")
  Duration chunksWithin();

  /**
   * Bytes that one PUT to the store may bring; larger files come in parts. Amazon's S3 takes 5 GiB.
   */
  @WithDefault("5G")
  MemorySize largestPut();
}
