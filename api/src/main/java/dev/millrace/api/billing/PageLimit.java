package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;

/** How many rows a page has. */
public final class PageLimit {
  /** When the caller does not say. */
  public static final String USUAL = "50";

  private static final int MOST = 200;

  private PageLimit() {}

  public static int checked(String text) {
    try {
      var limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw Refusal.ofParameter("limit", "must be a whole number");
    }
    throw Refusal.ofParameter("limit", "must be between 1 and " + MOST);
  }
}
