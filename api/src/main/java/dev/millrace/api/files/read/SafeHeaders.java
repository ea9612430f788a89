package dev.millrace.api.files.read;

import io.vertx.core.http.HttpServerResponse;

/**
 * What stands on every answer from under a file's URL: whatever the bytes are, no browser runs them
 * as a page of ours.
 */
final class SafeHeaders {
  /** Styles and the file itself: with less, browsers show no picture and play no video. */
  private static final String POLICY =
      "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

  private SafeHeaders() {}

  static void putOn(HttpServerResponse response) {
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", POLICY);
  }
}
