package dev.millrace.api.http.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time turned by hand. */
final class HandClock implements InstantSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
