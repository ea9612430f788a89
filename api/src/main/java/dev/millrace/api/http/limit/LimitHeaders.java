package dev.millrace.api.http.limit;

import dev.millrace.limit.Level;
import dev.millrace.limit.Level.Kind;
import dev.millrace.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Says in headers how limits stand: those of the IETF's draft, those of Runtools with the time as
 * seconds since 1970, and OpenAI's. All speak of the limit that is nearest to its end. Pure.
 */
final class LimitHeaders {
  private static final Comparator<Level> NEAREST =
      Comparator.comparingDouble(Level::share)
          .thenComparing(Level::resetsAt, Comparator.reverseOrder());

  private LimitHeaders() {}

  static Map<String, String> of(List<Level> levels, Instant now) {
    var headers = new LinkedHashMap<String, String>();
    nearest(levels, Kind.CALLS)
        .ifPresent(
            level -> {
              var seconds = Long.toString(secondsUntil(level.resetsAt(), now));
              headers.put("RateLimit-Limit", Long.toString(level.limit()));
              headers.put("RateLimit-Remaining", Long.toString(level.remaining()));
              headers.put("RateLimit-Reset", seconds);
              headers.put("RateLimit-Policy", policy(levels));
              headers.put("X-RateLimit-Limit", Long.toString(level.limit()));
              headers.put("X-RateLimit-Remaining", Long.toString(level.remaining()));
              headers.put("X-RateLimit-Reset", Long.toString(level.resetsAt().getEpochSecond()));
              putOpenAi(headers, level, "requests", seconds);
            });
    nearest(levels, Kind.TOKENS)
        .ifPresent(
            level ->
                putOpenAi(
                    headers, level, "tokens", Long.toString(secondsUntil(level.resetsAt(), now))));
    return headers;
  }

  private static void putOpenAi(
      Map<String, String> headers, Level level, String what, String seconds) {
    headers.put("x-ratelimit-limit-" + what, Long.toString(level.limit()));
    headers.put("x-ratelimit-remaining-" + what, Long.toString(level.remaining()));
    headers.put("x-ratelimit-reset-" + what, seconds + "s");
  }

  private static Optional<Level> nearest(List<Level> levels, Kind kind) {
    Level nearest = null;
    for (var level : levels) { // no stream: each call of a model comes by here
      if (level.kind() == kind && (nearest == null || NEAREST.compare(level, nearest) < 0)) {
        nearest = level;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Each window with the smallest limit that it has. */
  private static String policy(List<Level> levels) {
    var smallest = new EnumMap<Window, Long>(Window.class);
    for (var level : levels) {
      if (level.kind() == Kind.CALLS) {
        smallest.merge(level.window(), level.limit(), Math::min);
      }
    }
    var policy = new StringJoiner(", ");
    smallest.forEach((window, limit) -> policy.add(limit + ";w=" + window.length().toSeconds()));
    return policy.toString();
  }

  /** At least one, so that nobody comes back too early. */
  static long secondsUntil(Instant end, Instant now) {
    return Math.max(1, Duration.between(now, end).plusMillis(999).toSeconds());
  }
}
