package dev.millrace.model.yaml;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Reads how long an attempt may run: {@code 30}, {@code 30s}, {@code 5m}, {@code PT1H30M}. */
final class RunLimit {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final String WANTED =
      "must be a time from 1s to 24h, such as 30 (seconds), 30s, 5m or PT5M";

  private RunLimit() {}

  static Optional<Duration> read(Element element) {
    var limit = parse(element.value().asText()).filter(RunLimit::isInRange);
    return limit.isPresent() ? limit : element.refused(WANTED);
  }

  private static boolean isInRange(Duration limit) {
    return limit.compareTo(SHORTEST) >= 0 && limit.compareTo(LONGEST) <= 0;
  }

  private static Optional<Duration> parse(String text) {
    try {
      return Optional.of(Duration.parse(iso(text.toUpperCase(Locale.ROOT))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String iso(String text) {
    if (text.startsWith("P")) {
      return text;
    }
    return text.matches("\\d+") ? "PT" + text + "S" : "PT" + text;
  }
}
