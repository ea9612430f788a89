package dev.millrace.till;

import dev.millrace.money.Money;

/**
 * How much a node takes at once: an eighth of what is available, so that a small balance goes out
 * in exact little slices, and never more than a bound, so that little is idle.
 *
 * @param largest of one slice
 */
public record SliceSizing(Money largest) {
  private static final int SHARE = 8;

  public SliceSizing {
    if (largest.nanos() < 0) {
      throw new IllegalArgumentException("a slice cannot be smaller than nothing: " + largest);
    }
  }

  /**
   * What to take beyond what is needed now.
   *
   * @param needed what is granted to those who wait
   * @param available what may be taken, {@code needed} included
   */
  Money surplus(Money needed, Money available) {
    long target = Math.min(available.nanos() / SHARE, largest.nanos());
    return new Money(Math.max(0, target - needed.nanos()));
  }
}
