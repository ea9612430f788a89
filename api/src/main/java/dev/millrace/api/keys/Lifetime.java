package dev.millrace.api.keys;

import dev.millrace.api.http.fault.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Reads how long a key is to live: {@code 30d}, {@code 12h}, {@code 45m}, {@code 90s}, {@code 2w},
 * or a duration of ISO 8601 such as {@code PT5M}; or until when. A number without a unit is
 * refused: nobody knows whether seconds or days are meant. Pure.
 */
final class Lifetime {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*([smhdw])");
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Lifetime() {}

  /** The end, for a key that begins now. */
  static Instant in(String text, Instant now) {
    var life = life(text);
    if (!life.isPositive() || life.compareTo(LONGEST) > 0) {
      throw Refusal.of("expiresIn", "maximum", "must be above zero and at most 3650 days");
    }
    return now.plus(life).truncatedTo(ChronoUnit.MICROS);
  }

  private static Duration life(String text) {
    var known = SHORT.matcher(text);
    if (known.matches()) {
      return unit(known.group(2)).multipliedBy(Long.parseLong(known.group(1)));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw Refusal.of(
          "expiresIn", "pattern", "must be a number with its unit such as 30d, 12h, 45m, or PT5M");
    }
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      default -> throw new IllegalArgumentException("no unit: " + letter);
    };
  }

  /** The end as it is written. */
  static Instant at(String text, Instant now) {
    var end = time(text);
    if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      throw Refusal.of("expiresAt", "minimum", "must lie ahead, and at most 3650 days");
    }
    return end.truncatedTo(ChronoUnit.MICROS);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Refusal.of(
          "expiresAt", "format", "must be a time with its offset such as 2027-01-31T12:00:00Z");
    }
  }
}
