package dev.millrace.postgres.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** For how long payloads are kept. */
@ConfigMapping(prefix = "millrace.retention")
public interface RetentionConfig {
  /**
   * How long after submit inputs and outputs can be read; their partitions are dropped within the
   * week after. Not shorter than {@code millrace.kafka.dispatch-retention}.
   */
  @WithDefault("P180D")
  Duration payloads();

  /**
   * How long after its end the output of a request with {@code X-Modelrunner-Store-IO: 0} can be
   * fetched; it is removed within minutes after. At most an hour.
   */
  @WithDefault("PT15M")
  Duration unstored();

  /**
   * How often a worker looks for partitions of payloads to drop, and for payloads that plans keep
   * no longer.
   */
  @WithDefault("PT1H")
  Duration dropEvery();

  /** How often a worker looks for outputs to remove that were not to be stored. */
  @WithDefault("PT1M")
  Duration emptyEvery();
}
