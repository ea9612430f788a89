package dev.millrace.api.files.thumbnail;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is done for small pictures of files. */
@ConfigMapping(prefix = "millrace.thumbnails")
public interface ThumbnailConfig {
  /** A picture with more bytes gets no thumbnail. */
  @WithDefault("20M")
  MemorySize maxBytes();

  /** A picture with more pixels gets none either; of a WebP, whose reader needs most, a quarter. */
  @WithDefault("40000000")
  long maxPixels();

  /** Thumbnails that one process makes at once; each needs some 64 MB for a moment. */
  @WithDefault("2")
  int atOnce();

  /** Pictures that may wait for their turn; beyond that readers are answered 503. */
  @WithDefault("500")
  int maxWaiting();
}
