package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;
import dev.millrace.money.Money;
import java.math.BigDecimal;

/** Reads amounts of money that come with a call. Pure. */
public final class Amount {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000);

  private Amount() {}

  /** The amount, zero or more; zero when the field is absent. */
  public static Money orZero(String field, BigDecimal dollars) {
    return dollars == null ? Money.ZERO : bounded(field, dollars);
  }

  /** The amount, zero or more. */
  public static Money required(String field, BigDecimal dollars) {
    return bounded(field, given(field, dollars));
  }

  /** The amount, above zero. */
  public static Money positive(String field, BigDecimal dollars) {
    var amount = required(field, dollars);
    if (amount.equals(Money.ZERO)) {
      throw Refusal.of(field, "minimum", "must be more than 0");
    }
    return amount;
  }

  /** The amount, above or below zero. */
  public static Money signed(String field, BigDecimal dollars) {
    var size = bounded(field, given(field, dollars).abs());
    if (size.equals(Money.ZERO)) {
      throw Refusal.of(field, "not", "must not be 0");
    }
    return dollars.signum() < 0 ? Money.ZERO.minus(size) : size;
  }

  private static BigDecimal given(String field, BigDecimal dollars) {
    if (dollars == null) {
      throw Refusal.of(field, "required", "is required: a decimal such as \"12.50\"");
    }
    return dollars;
  }

  /** Compared before anything is computed: 1e999999999 is short to write and long to expand. */
  private static Money bounded(String field, BigDecimal dollars) {
    if (dollars.signum() < 0) {
      throw Refusal.of(field, "minimum", "must not be negative");
    }
    if (dollars.compareTo(LARGEST) > 0) {
      throw Refusal.of(field, "maximum", "must be at most " + LARGEST);
    }
    try {
      return Money.exactly(dollars);
    } catch (ArithmeticException e) {
      throw Refusal.of(field, "multipleOf", "has more than nine decimals");
    }
  }
}
