package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads days and times that stand in a query. Days are of UTC. Pure. */
final class Moment {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9998;

  private Moment() {}

  static LocalDate day(String name, String text) {
    try {
      return bounded(name, LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw Refusal.ofParameter(name, "must be a day such as 2026-01-31");
    }
  }

  /** A time, or the beginning of a day. */
  static Instant from(String name, String text) {
    return isDay(text) ? startOf(day(name, text)) : time(name, text);
  }

  /** A time, or the end of a day: the day belongs to the range. */
  static Instant until(String name, String text) {
    return isDay(text) ? startOf(day(name, text).plusDays(1)) : time(name, text);
  }

  private static boolean isDay(String text) {
    return text.indexOf('T') < 0 && text.indexOf('t') < 0;
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** A plus sign that was not encoded arrives as a blank. */
  private static Instant time(String name, String text) {
    try {
      var time = OffsetDateTime.parse(text.replace(' ', '+'));
      bounded(name, time.toLocalDate());
      return time.toInstant();
    } catch (DateTimeException e) {
      throw Refusal.ofParameter(
          name,
          "must be a day such as 2026-01-31, or a time with its offset such as"
              + " 2026-01-31T12:00:00Z");
    }
  }

  private static LocalDate bounded(String name, LocalDate day) {
    if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      throw Refusal.ofParameter(
          name, "must lie between the years %d and %d".formatted(FIRST_YEAR, LAST_YEAR));
    }
    return day;
  }
}
