package dev.millrace.money;

/** What usage costs, by the card that a request was quoted from. Pure. */
@FunctionalInterface
public interface Tariff {
  /** Rounded once, half-up. */
  Money charge(Usage usage);
}
