package dev.millrace.worker.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How a worker calls webhooks. */
@ConfigMapping(prefix = "millrace.delivery")
public interface DeliveryConfig {
  /** The consumer group that reads announcements for webhooks. */
  @WithDefault("millrace-webhooks")
  String group();

  /** Deliveries that one worker is at, at the same time. */
  @WithDefault("256")
  int concurrency();

  /** How many of them may be one account's to one receiver (scheme, host and port). */
  @WithDefault("8")
  int perLine();

  /** How many of them may be one account's. */
  @WithDefault("32")
  int perAccount();

  /** How many of them may be to one receiver. */
  @WithDefault("64")
  int perReceiver();

  /** How long a receiver may take to answer, from our look at its address on. */
  @WithDefault("PT15S")
  Duration answerWithin();

  /** The waits between attempts; after the last one there is one more attempt. */
  @WithDefault("PT5S,PT30S,PT2M,PT5M,PT10M,PT20M,PT30M,PT45M,PT60M")
  List<Duration> schedule();

  /** How often deliveries are looked for that became due; new ones are not waited for. */
  @WithDefault("PT1S")
  Duration pollEvery();

  /**
   * After how long another worker takes over what one took and did not deliver. At least twice
   * {@code answer-within}.
   */
  @WithDefault("PT60S")
  Duration lease();

  /** How long deliveries may go on when the worker is asked to stop. */
  @WithDefault("PT16S")
  Duration drainWithin();

  /** How long deliveries are remembered; they are forgotten a week at a time. */
  @WithDefault("P30D")
  Duration retention();
}
