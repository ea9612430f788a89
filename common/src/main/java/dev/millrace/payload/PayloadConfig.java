package dev.millrace.payload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where inputs and outputs lie. */
@ConfigMapping(prefix = "millrace.payload")
public interface PayloadConfig {
  /**
   * Inputs and outputs of more bytes lie in S3 instead of in a row. At least 64 KiB: what lists and
   * announcements show is read from rows.
   */
  @WithDefault("128K")
  MemorySize inlineUpTo();

  /**
   * How long S3 may take to take one; then it lies in a row after all, however large. Nothing is
   * refused because S3 is slow or away.
   */
  @WithDefault("PT5S")
  Duration putWithin();
}
