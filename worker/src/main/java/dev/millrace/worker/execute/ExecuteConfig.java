package dev.millrace.worker.execute;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How much a worker takes on. */
@ConfigMapping(prefix = "millrace.execute")
public interface ExecuteConfig {
  /** Requests that one worker runs at the same time. */
  @WithDefault("1024")
  int concurrency();

  /**
   * Requests of one account that run at the same time in one lane, on all workers together; each
   * has its share by partitions, at least 1. Without it an account alone may use every slot.
   */
  OptionalInt perAccount();

  /** How often a worker says that it lives. */
  @WithDefault("PT3S")
  Duration heartbeatEvery();

  /** Silence after which its requests are taken over. At least three heartbeats. */
  @WithDefault("PT15S")
  Duration presumedDeadAfter();

  /** How often a worker asks which of the requests that it runs it is to give up. */
  @WithDefault("PT1S")
  Duration cancelCheckEvery();

  /**
   * How long a provider may take to confirm that a cancelled request was stopped. Past that its
   * connection is cut, and the request is CANCELLED all the same.
   */
  @WithDefault("PT10S")
  Duration cancelWithin();

  /** The longest wait before the second attempt; it doubles with each further one. */
  @WithDefault("PT1S")
  Duration retryBase();

  /** The longest wait before any attempt. */
  @WithDefault("PT2M")
  Duration retryMax();

  /** How long running requests may go on when the worker is asked to stop. */
  @WithDefault("PT25S")
  Duration drainWithin();
}
