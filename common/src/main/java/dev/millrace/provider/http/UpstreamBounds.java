package dev.millrace.provider.http;

import java.time.Duration;

/**
 * What the HTTP client works with. Refuses bounds that would let nothing through.
 *
 * @param connectTimeout how long making a connection may take
 * @param callTimeout how long a submit, poll or cancel may take
 * @param keepAlive how long an unused connection is kept
 * @param poolSize connections of one event loop to one upstream over HTTP/1.1
 * @param http2PoolSize the same over HTTP/2
 * @param waitQueue calls of one event loop that may wait for one of them
 * @param maxReplyBytes bytes of a reply that we read at most
 */
public record UpstreamBounds(
    Duration connectTimeout,
    Duration callTimeout,
    Duration keepAlive,
    int poolSize,
    int http2PoolSize,
    int waitQueue,
    int maxReplyBytes) {

  public UpstreamBounds {
    positive("connect-timeout", connectTimeout.toMillis());
    positive("call-timeout", callTimeout.toMillis());
    positive("keep-alive", keepAlive.toSeconds());
    positive("pool-size", poolSize);
    positive("http2-pool-size", http2PoolSize);
    positive("wait-queue", waitQueue);
    positive("max-reply-bytes", maxReplyBytes);
  }

  static UpstreamBounds of(UpstreamConfig config) {
    return new UpstreamBounds(
        config.connectTimeout(),
        config.callTimeout(),
        config.keepAlive(),
        config.poolSize(),
        config.http2PoolSize(),
        config.waitQueue(),
        config.maxReplyBytes());
  }

  private static void positive(String setting, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "millrace.provider.http.%s must be above zero, not %d".formatted(setting, value));
    }
  }
}
