package dev.millrace.api.keys;

import dev.millrace.api.http.fault.Refusal;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a key is to be rotated. */
@Schema(name = "RotateKeyBody")
record RotateBody(
    @Schema(
            minimum = "0",
            maximum = "2592000",
            description = "how long the old key works on; a day when absent")
        Long overlapSeconds) {
  private static final Duration LONGEST = Duration.ofDays(30);

  /** The old key ends at once. */
  static final RotateBody AT_ONCE = new RotateBody(0L);

  Duration overlap(Duration usual) {
    if (overlapSeconds == null) {
      return usual.compareTo(LONGEST) > 0 ? LONGEST : usual;
    }
    if (overlapSeconds < 0 || overlapSeconds > LONGEST.toSeconds()) {
      throw Refusal.of(
          "overlapSeconds", "maximum", "must be from 0 to %d".formatted(LONGEST.toSeconds()));
    }
    return Duration.ofSeconds(overlapSeconds);
  }
}
