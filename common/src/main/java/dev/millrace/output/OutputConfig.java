package dev.millrace.output;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How files are copied that outputs name by URL. */
@ConfigMapping(prefix = "millrace.output")
public interface OutputConfig {
  /** Bytes that one file may have. */
  @WithDefault("1073741824")
  long copyBytes();

  /** How long the copy of one file may take. */
  @WithDefault("PT5M")
  Duration copyWithin();

  /**
   * Files that one process copies at the same time; others wait. Each may hold some MiB of memory.
   */
  @WithDefault("16")
  int copiesAtOnce();
}
