package dev.millrace.postgres.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How repeated submits are known. */
@ConfigMapping(prefix = "millrace.idempotency")
public interface IdempotencyConfig {
  /**
   * How long an idempotency key stands for its request. Set it alike on the api and the worker: the
   * worker drops keys by whole days, never earlier than this.
   */
  @WithDefault("PT24H")
  Duration keepFor();

  /**
   * How long after a submit a client library's own repetition of it (known by its retry header)
   * still gets the first request. At the most `millrace.idempotency.keep-for`.
   */
  @WithDefault("PT10M")
  Duration retryWithin();
}
