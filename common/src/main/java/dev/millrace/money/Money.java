package dev.millrace.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount in US dollars, kept as a whole number of nano-dollars (10⁻⁹).
 *
 * <p>Outside it is a decimal string; never a float on any path.
 */
public record Money(long nanos) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);
  private static final int SCALE = 9;

  /** Reads {@code "12.5"}; refuses more than nine decimals rather than rounding them away. */
  public static Money parse(String dollars) {
    return exactly(new BigDecimal(dollars));
  }

  /** The amount itself; refuses what is finer than a nano-dollar. */
  public static Money exactly(BigDecimal dollars) {
    return new Money(dollars.movePointRight(SCALE).longValueExact());
  }

  /** The nearest amount, halves upward: the one rounding of a charge. */
  public static Money rounded(BigDecimal dollars) {
    return new Money(
        dollars.movePointRight(SCALE).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** The next amount that covers {@code dollars}: for quotes, which are upper bounds. */
  public static Money covering(BigDecimal dollars) {
    return new Money(
        dollars.movePointRight(SCALE).setScale(0, RoundingMode.CEILING).longValueExact());
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(nanos, other.nanos));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(nanos, other.nanos));
  }

  public Money min(Money other) {
    return nanos <= other.nanos ? this : other;
  }

  public boolean covers(Money other) {
    return nanos >= other.nanos;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(nanos, other.nanos);
  }

  /** Dollars as a plain decimal without trailing zeros: {@code 0}, {@code 0.0004}, {@code 100}. */
  @Override
  public String toString() {
    var dollars = BigDecimal.valueOf(nanos, SCALE).stripTrailingZeros();
    return dollars.signum() == 0 ? "0" : dollars.toPlainString();
  }
}
