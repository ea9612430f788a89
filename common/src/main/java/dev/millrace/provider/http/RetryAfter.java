package dev.millrace.provider.http;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long an upstream asks us to wait: {@code retry-after-ms}, or {@code Retry-After} in seconds
 * or as a date. A date counts from the reply's own {@code Date}, so that no two clocks have to
 * agree.
 */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  private RetryAfter() {}

  /** Empty when the upstream does not say, or says it in a way that nobody understands. */
  public static Optional<Duration> in(MultiMap headers) {
    return number(headers.get("retry-after-ms"))
        .or(() -> number(headers.get("retry-after")).map(seconds -> seconds * 1000))
        .map(RetryAfter::bounded)
        .or(() -> untilDate(headers));
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.ofNullable(text).map(Double::valueOf).filter(Double::isFinite);
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> untilDate(MultiMap headers) {
    return date(headers.get("date"))
        .flatMap(now -> date(headers.get("retry-after")).map(then -> Duration.between(now, then)))
        .map(wait -> bounded(wait.toMillis()));
  }

  private static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.ofNullable(text).map(value -> ZonedDateTime.parse(value, HTTP_DATE));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  private static Duration bounded(double millis) {
    return Duration.ofMillis((long) Math.clamp(millis, 0, LONGEST.toMillis()));
  }
}
