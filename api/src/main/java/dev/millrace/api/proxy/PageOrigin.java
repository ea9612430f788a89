package dev.millrace.api.proxy;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.cors.Origins;
import io.vertx.core.MultiMap;
import java.util.Optional;

/** Which origin the page has that a browser calls for. Pure. */
final class PageOrigin {
  private PageOrigin() {}

  /**
   * What the browser says: in {@code Origin}, or, for a reading call within one origin where it
   * sends none, in {@code Sec-Fetch-Site} or {@code Referer}. Empty when it says nothing, as
   * scripts do.
   *
   * @param own where we are reached ourselves
   */
  static Optional<String> on(MultiMap headers, PublicUrl own) {
    var origin = headers.get("Origin");
    if (origin != null) {
      return Optional.of(origin);
    }
    if ("same-origin".equals(headers.get("Sec-Fetch-Site"))) {
      return Origins.originOf(own.value());
    }
    return Optional.ofNullable(headers.get("Referer")).flatMap(Origins::originOf);
  }
}
