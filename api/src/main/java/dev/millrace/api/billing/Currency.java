package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;

/** The one currency of the platform. */
public final class Currency {
  public static final String OURS = "USD";

  private Currency() {}

  /** Refuses an amount that its caller means in another one; one that names none means ours. */
  public static void check(String named) {
    if (named != null && !named.equals(OURS)) {
      throw Refusal.of(
          "currency", "enum", "must be USD: prices and balances here are in US dollars only");
    }
  }
}
