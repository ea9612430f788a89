package dev.millrace.provider.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How we connect to upstreams. */
@ConfigMapping(prefix = "millrace.provider.http")
public interface UpstreamConfig {
  /** How long making a connection may take; waiting for a pooled one may take twice as long. */
  @WithDefault("PT5S")
  Duration connectTimeout();

  /**
   * How long a short call may take: submit, poll, cancel. A call that waits for a model has the
   * attempt's own time.
   */
  @WithDefault("PT30S")
  Duration callTimeout();

  /** How long an unused connection is kept. */
  @WithDefault("PT60S")
  Duration keepAlive();

  /** Connections to one upstream (HTTP/1.1) from each event loop, of which a worker uses one. */
  @WithDefault("256")
  int poolSize();

  /** The same to one that speaks HTTP/2; each connection carries many calls. */
  @WithDefault("8")
  int http2PoolSize();

  /** Calls of one event loop that may wait for a connection to one upstream. */
  @WithDefault("1024")
  int waitQueue();

  /** Bytes of a reply that we read at most. */
  @WithDefault("67108864")
  int maxReplyBytes();

  /** How long an upstream may say nothing in the middle of a streamed reply. */
  @WithDefault("PT60S")
  Duration stallTimeout();

  /** Bytes of one event of a streamed reply that we read at most. */
  @WithDefault("4194304")
  int maxFrameBytes();
}
