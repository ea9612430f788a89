package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The days that a summary of usage is asked for, both included. Pure.
 *
 * @param first no later than {@code last}
 */
record UsageDays(LocalDate first, LocalDate last) {
  private static final int USUAL = 7;
  private static final int MOST = 365;

  /**
   * Reads a query: either so many days up to today, or a range.
   *
   * @param today in UTC
   */
  static UsageDays read(String days, String from, String to, LocalDate today) {
    if (from == null && to == null) {
      return upTo(today, days == null ? USUAL : number(days));
    }
    if (days != null) {
      throw Refusal.ofParameter("days", "cannot be given beside from and to");
    }
    var last = to == null ? today : Moment.day("to", to);
    return between(from == null ? last.minusDays(USUAL - 1L) : Moment.day("from", from), last);
  }

  private static UsageDays upTo(LocalDate today, int days) {
    return new UsageDays(today.minusDays(days - 1L), today);
  }

  private static UsageDays between(LocalDate first, LocalDate last) {
    if (last.isBefore(first)) {
      throw Refusal.ofParameter(
          "from", "(%s) must not be later than to (%s)".formatted(first, last));
    }
    var range = new UsageDays(first, last);
    if (range.count() > MOST) {
      throw Refusal.ofParameter(
          "from", "(%s) and to (%s) are more than %d days apart".formatted(first, last, MOST));
    }
    return range;
  }

  private static int number(String text) {
    try {
      var days = Integer.parseInt(text);
      if (days >= 1 && days <= MOST) {
        return days;
      }
    } catch (NumberFormatException e) {
      throw Refusal.ofParameter("days", "must be a whole number");
    }
    throw Refusal.ofParameter("days", "must be between 1 and " + MOST);
  }

  long count() {
    return ChronoUnit.DAYS.between(first, last) + 1;
  }
}
