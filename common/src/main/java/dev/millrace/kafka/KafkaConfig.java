package dev.millrace.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How we use Kafka. Connection settings are the client's own, under {@code kafka.*}: {@code
 * kafka.bootstrap.servers}, {@code kafka.security.protocol}, {@code kafka.sasl.*}, {@code
 * kafka.ssl.*}.
 */
@ConfigMapping(prefix = "millrace.kafka")
public interface KafkaConfig {
  /** What topic names begin with. */
  @WithDefault("millrace")
  String topicPrefix();

  /**
   * Partitions of each dispatch topic: more than workers, and many times stripes, so that floods
   * leave most of them free. The topics grow to it when it is raised; it cannot be lowered.
   */
  @WithDefault("64")
  int dispatchPartitions();

  /** Over how many partitions an account's requests are spread when it sends many. */
  @WithDefault("4")
  int stripes();

  /** Partitions of the event topic, when we make it. */
  @WithDefault("16")
  int eventPartitions();

  /** Copies of each partition, when we make a topic. 3 in production. */
  @WithDefault("1")
  short replicationFactor();

  /** How long dispatch records are kept: longer than any request may wait. */
  @WithDefault("P14D")
  Duration dispatchRetention();

  /** How long events are kept, and so how far back a subscriber can resume. */
  @WithDefault("P7D")
  Duration eventRetention();

  /** How long notices are kept: longer than Kafka may be out of a process's reach. */
  @WithDefault("PT1H")
  Duration noticeRetention();

  /** How long a record may take to be acknowledged. Shorter than an admission's transaction. */
  @WithDefault("PT5S")
  Duration deliveryTimeout();

  /** The consumer group of the workers. */
  @WithDefault("millrace-workers")
  String workerGroup();
}
