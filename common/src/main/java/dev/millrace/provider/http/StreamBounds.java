package dev.millrace.provider.http;

import java.time.Duration;

/**
 * What streamed replies are held to, beside what all replies are.
 *
 * @param stallTimeout how long an upstream may say nothing in the middle
 * @param maxFrameBytes bytes of one event that we read at most
 */
public record StreamBounds(Duration stallTimeout, int maxFrameBytes) {
  /** As the settings have them when nobody changes them. */
  static final StreamBounds USUAL = new StreamBounds(Duration.ofSeconds(60), 4 << 20);

  public StreamBounds {
    if (stallTimeout.toMillis() <= 0 || maxFrameBytes <= 0) {
      throw new IllegalArgumentException(
          "millrace.provider.http.stall-timeout (%s) and millrace.provider.http.max-frame-bytes (%d) must be above zero"
              .formatted(stallTimeout, maxFrameBytes));
    }
  }
}
