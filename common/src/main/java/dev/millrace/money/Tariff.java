package dev.millrace.money;

/** What usage costs, by the card that a request was quoted from. Pure. */
@FunctionalInterface
public interface Tariff {
  /**
   * Rounded once, half-up. Fails with a {@link dev.millrace.fault.FaultException} of PRICE_OVERFLOW
   * when no amount of money can be that large.
   */
  Money charge(Usage usage);

  /**
   * How many of the outputs lack a measure that their price depends on. They are charged at the
   * lowest tier, or not at all: never by what was asked for.
   */
  default long unmeasured(Usage usage) {
    return 0;
  }
}
