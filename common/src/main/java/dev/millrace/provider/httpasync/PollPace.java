package dev.millrace.provider.httpasync;

import dev.millrace.provider.settings.SettingsReader;
import java.time.Duration;

/**
 * How often a run is asked about: at first often, then less and less.
 *
 * @param initial before the first question
 * @param max between two questions at most
 * @param factor by which each wait is longer than the one before
 */
record PollPace(Duration initial, Duration max, double factor) {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  static PollPace read(SettingsReader reader) {
    var pace =
        new PollPace(
            Duration.ofMillis(reader.whole("initial_ms", 250, 1, HOUR)),
            Duration.ofMillis(reader.whole("max_ms", 5000, 1, HOUR)),
            reader.number("factor", 1.5, 1, 10));
    if (pace.initial.compareTo(pace.max) > 0) {
      reader.problem("initial_ms", "must not be above max_ms");
    }
    reader.refuseOthers();
    return pace;
  }

  /** The wait before question number {@code n}, counted from 0. */
  Duration before(int n) {
    double millis = initial.toMillis() * Math.pow(factor, n);
    return Duration.ofMillis((long) Math.min(millis, max.toMillis()));
  }
}
