package dev.millrace.bench.speed;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a frame of an event stream tells of. Pure. */
final class Transition {
  private static final String SNAPSHOT = "event: snapshot\n";
  private static final String UPDATE = "event: update\n";
  private static final String COMPLETED = "\"status\":\"COMPLETED\"";
  private static final Pattern AT = Pattern.compile("\"updatedAt\":\"([^\"]+)\"");

  private Transition() {}

  /** Whether it says how all stands, after which updates follow. */
  static boolean comesAfter(String frame) {
    return frame.contains(SNAPSHOT);
  }

  /** Whether it tells of a request's end. Earlier ones may be passed over for later ones. */
  static boolean isEnd(String frame) {
    return frame.contains(UPDATE) && frame.contains(COMPLETED);
  }

  /** When the transition was that it tells of; empty when it tells of none. */
  static Optional<Instant> at(String frame) {
    if (!frame.contains(UPDATE)) {
      return Optional.empty();
    }
    var found = AT.matcher(frame);
    return found.find() ? Optional.of(Instant.parse(found.group(1))) : Optional.empty();
  }
}
