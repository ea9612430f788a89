package dev.millrace.money;

import java.math.BigDecimal;

/**
 * Dollars per unit, exact. Equal rates are equal however they were written: {@code 0.10} is {@code
 * 0.1}.
 */
public record Rate(BigDecimal dollars) {
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000);
  private static final int FINEST_SCALE = 15;
  public static final Rate ZERO = new Rate(BigDecimal.ZERO);

  public Rate {
    if (dollars.signum() < 0 || dollars.compareTo(HIGHEST) > 0 || dollars.scale() > FINEST_SCALE) {
      throw new IllegalArgumentException(
          "a rate lies between 0 and 1000000 dollars and has at most %d decimals, unlike %s"
              .formatted(FINEST_SCALE, dollars));
    }
    dollars = dollars.signum() == 0 ? BigDecimal.ZERO : dollars.stripTrailingZeros();
  }

  public static Rate of(String dollars) {
    return new Rate(new BigDecimal(dollars));
  }

  public boolean isZero() {
    return dollars.signum() == 0;
  }

  BigDecimal times(BigDecimal units) {
    return dollars.multiply(units);
  }

  BigDecimal times(long units) {
    return times(BigDecimal.valueOf(units));
  }

  Rate max(Rate other) {
    return dollars.compareTo(other.dollars) >= 0 ? this : other;
  }

  /** This rate, refused when it is zero: a free model says so by its mode. */
  Rate aboveZero(String mode) {
    if (isZero()) {
      throw new IllegalArgumentException(
          "a price of 0 is not a %s price; a free model says mode: free".formatted(mode));
    }
    return this;
  }

  @Override
  public String toString() {
    return dollars.toPlainString();
  }
}
