package dev.millrace.worker.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a worker takes turns from Kafka. */
@ConfigMapping(prefix = "millrace.dispatch")
public interface DispatchConfig {
  /** Requests that one claim takes at the most. */
  @WithDefault("256")
  int claimBatch();

  /**
   * How far apart claims begin when there is much to claim. Each then takes what has come
   * meanwhile: fewer and larger transactions. Where fewer than 400 a second come nobody waits for
   * it.
   */
  @WithDefault("PT0.05S")
  Duration claimsApart();

  /** Claims under way at once. */
  @WithDefault("2")
  int claimsInFlight();

  /**
   * Requests of one partition of the normal lane that may be read and not have ended. Bounds
   * memory; beyond it the partition's other records wait unread.
   */
  @WithDefault("2000")
  int window();

  /** The same for the low lane. */
  @WithDefault("500")
  int lowWindow();

  /**
   * Records of one partition from the oldest whose request has not ended to the latest read. Bounds
   * what is read again after a crash.
   */
  @WithDefault("40000")
  int span();

  /** While the normal lane waits, the low one has one of so many slots. At least 2. */
  @WithDefault("10")
  int lowOneOf();

  /** Records that one poll returns at the most. */
  @WithDefault("1000")
  int pollBatch();

  /** How long a poll waits when nothing comes. */
  @WithDefault("PT0.1S")
  Duration pollWait();

  /** How often acknowledged offsets are committed to Kafka. */
  @WithDefault("PT0.25S")
  Duration commitEvery();

  /**
   * How long a dispatch record without a row is waited for before it is dropped as an orphan.
   * Longer by more than a second than {@code millrace.admission.transaction-timeout}, after which
   * its row cannot come any more.
   */
  @WithDefault("PT15S")
  Duration orphanAfter();

  /** How often a request that another worker runs is looked at again. */
  @WithDefault("PT2S")
  Duration lookAgainEvery();
}
