package dev.millrace.api.gateway.models;

import dev.millrace.api.http.fault.Refusal;

/** How many models a page has. Pure. */
final class PageSize {
  private static final int MOST = 1000;

  private PageSize() {}

  /** As many as there may be when nothing is said. Fails with MALFORMED. */
  static int of(String text, String parameter) {
    return text == null ? MOST : Math.max(1, number(text, MOST, parameter));
  }

  /** A parameter from 0 up. Fails with MALFORMED. */
  static int number(String text, int most, String parameter) {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
      throw Refusal.ofParameter(parameter, "must be a whole number of at most " + most);
    }
    return Integer.parseInt(text);
  }
}
