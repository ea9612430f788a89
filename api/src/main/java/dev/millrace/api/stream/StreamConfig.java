package dev.millrace.api.stream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How those who follow requests are served. */
@ConfigMapping(prefix = "millrace.stream")
public interface StreamConfig {
  /** How often a stream in which nothing happens says that it lives. */
  @WithDefault("PT25S")
  Duration heartbeatEvery();

  /** After how long a client that lost its stream should come back. */
  @WithDefault("PT2S")
  Duration retryAfter();

  /** Streams that one account may have open at one api process; beyond that, 429. */
  @WithDefault("100")
  int maxPerAccount();

  /** Updates that may wait for one slow reader; beyond that it is told so and dropped. */
  @WithDefault("1000")
  int maxQueued();

  /** Bytes that may wait for one slow reader, likewise. */
  @WithDefault("1M")
  MemorySize maxQueuedBytes();

  /** Requests in one snapshot; of more, the newest. */
  @WithDefault("1000")
  int maxSnapshot();

  /** Streams that read past events from Kafka at once; each holds a consumer. */
  @WithDefault("8")
  int maxReplays();

  /** How long a stream waits for its turn to do so before it is answered 503. */
  @WithDefault("PT10S")
  Duration replayWithin();

  /** Callers that may wait for news of a request at one api process; more are not held. */
  @WithDefault("20000")
  int maxWaits();

  /** How often what was announced is compared with the database. Healing takes two rounds. */
  @WithDefault("PT2.5S")
  Duration healEvery();

  /** How often the key that opened a stream is looked at again; the stream of a bad one ends. */
  @WithDefault("PT1M")
  Duration checkKeyEvery();

  /** For how long streams of single requests go on when the process is asked to stop. */
  @WithDefault("PT5S")
  Duration drainWithin();

  /**
   * What browser tokens are signed with: at least 32 characters, the same on all api nodes. Without
   * it, one is made and kept in PostgreSQL.
   */
  Optional<String> tokenSecret();
}
