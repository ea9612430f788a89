package dev.millrace.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A stretch of the clock, UTC, at whose end all is as if nobody had called. */
public enum Window {
  MINUTE(ChronoUnit.MINUTES),
  HOUR(ChronoUnit.HOURS),
  DAY(ChronoUnit.DAYS);

  private final ChronoUnit unit;

  Window(ChronoUnit unit) {
    this.unit = unit;
  }

  public Duration length() {
    return unit.getDuration();
  }

  /** When the one that has {@code now} in it is over. */
  public Instant endAfter(Instant now) {
    return now.truncatedTo(unit).plus(1, unit);
  }

  /** In a sentence. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
