package dev.millrace.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Roughly how much each account dispatched lately, in little memory and however many accounts there
 * are: accounts may share a counter, and then both count as having sent the sum.
 */
final class RecentSenders {
  /**
   * Up to here an account counts as sending little: two a second for long, or some thirty at once.
   */
  static final int LITTLE = 32;

  /** Beyond this it floods: fifty a second for long, or a thousand at once. */
  static final int MUCH = 1_000;

  static final Duration HALVED_EVERY = Duration.ofSeconds(10);
  private static final int COUNTERS = 4096;

  private final InstantSource clock;
  private final AtomicLong halvedAt;
  private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS);

  RecentSenders(InstantSource clock) {
    this.clock = clock;
    this.halvedAt = new AtomicLong(clock.millis());
  }

  /**
   * Counts one record, and says how much its account has sent lately: twenty times what it sends in
   * a second, when it has done so for long.
   *
   * @param accountBits evenly spread bits of the account
   */
  int sentLately(long accountBits) {
    halveWhenDue();
    return counters.incrementAndGet((int) (accountBits >>> 32) & COUNTERS - 1);
  }

  private void halveWhenDue() {
    long now = clock.millis();
    long last = halvedAt.get();
    if (now - last < HALVED_EVERY.toMillis() || !halvedAt.compareAndSet(last, now)) {
      return;
    }
    for (int i = 0; i < COUNTERS; i++) {
      if (counters.get(i) > 0) {
        counters.updateAndGet(i, sent -> sent / 2);
      }
    }
  }
}
