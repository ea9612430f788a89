package dev.millrace.api.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the faces of other protocols treat their callers. */
@ConfigMapping(prefix = "millrace.gateway")
public interface GatewayConfig {
  /**
   * How long a call waits for its end that only a worker can run. After that it is taken back, and
   * costs nothing.
   */
  @WithDefault("PT60S")
  Duration queueWait();

  /** How long a provider may take to count tokens before we count them ourselves. */
  @WithDefault("PT5S")
  Duration countWithin();

  /**
   * Bytes of pictures that one answer holds at the most, before they become text. Larger ones are
   * answered by URL only.
   */
  @WithDefault("33554432")
  int inlineBytes();

  /** How long the URLs of pictures work, for anybody. */
  @WithDefault("PT1H")
  Duration pictureUrl();
}
