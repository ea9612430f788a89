package dev.millrace.api.files.read;

import dev.millrace.api.http.fault.Refusal;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;

/**
 * How a reader wants its file.
 *
 * @param redirect false: as a link in JSON
 * @param relay whether the bytes are to come through us; empty: as the operator has it
 * @param expiresIn how long the signed URL is to work; empty: as the operator has it
 */
record ReadQuery(boolean redirect, Optional<Boolean> relay, Optional<Duration> expiresIn) {
  static final Duration SHORTEST = Duration.ofSeconds(60);

  /** As long as S3 signs for. */
  static final Duration LONGEST = Duration.ofDays(7);

  /**
   * Fails with MALFORMED when a parameter is none that we know how to take.
   *
   * @param query decoded
   */
  static ReadQuery of(MultiMap query) {
    return new ReadQuery(
        flag(query, "redirect").orElse(true),
        flag(query, "relay"),
        expiresIn(Optional.ofNullable(query.get("expires_in"))));
  }

  private static Optional<Boolean> flag(MultiMap query, String name) {
    return Optional.ofNullable(query.get(name))
        .map(
            value ->
                switch (value) {
                  case "true", "1" -> true;
                  case "false", "0" -> false;
                  default -> throw Refusal.ofParameter(name, "must be true or false");
                });
  }

  private static Optional<Duration> expiresIn(Optional<String> seconds) {
    return seconds.map(ReadQuery::duration);
  }

  private static Duration duration(String seconds) {
    if (!seconds.matches("\\d{1,9}")) {
      throw outOfBounds();
    }
    var duration = Duration.ofSeconds(Long.parseLong(seconds));
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw outOfBounds();
    }
    return duration;
  }

  private static RuntimeException outOfBounds() {
    return Refusal.ofParameter(
        "expires_in",
        "must be a whole number of seconds from %d to %d"
            .formatted(SHORTEST.toSeconds(), LONGEST.toSeconds()));
  }
}
