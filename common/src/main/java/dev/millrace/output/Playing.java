package dev.millrace.output;

import dev.millrace.money.Medium;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How long something plays, from the numbers that a file gives for it. */
final class Playing {
  private Playing() {}

  /** Parts of a nanosecond are dropped; zero when the file does not tell. */
  static BigDecimal seconds(long units, long unitsPerSecond) {
    if (units <= 0 || unitsPerSecond <= 0) {
      return BigDecimal.ZERO;
    }
    return BigDecimal.valueOf(units)
        .divide(BigDecimal.valueOf(unitsPerSecond), Medium.FINEST_SCALE, RoundingMode.DOWN);
  }
}
