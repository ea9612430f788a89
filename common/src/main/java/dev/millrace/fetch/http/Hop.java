package dev.millrace.fetch.http;

import dev.millrace.reach.TargetUrl;
import java.net.URI;

/**
 * One URL on the way to a file. Pure.
 *
 * @param redirects how many led here
 * @param isSecure whether a URL before it was https: no later one may be less then
 */
record Hop(String url, int redirects, boolean isSecure) {
  private static final int MOST_REDIRECTS = 3;

  static Hop first(String url) {
    return new Hop(url, 0, false);
  }

  /** Where the server sends us; fails where we do not follow. */
  Hop next(TargetUrl here, String location) {
    if (redirects == MOST_REDIRECTS) {
      throw Trouble.unreachable(
          "its server redirects more than %d times".formatted(MOST_REDIRECTS));
    }
    if (location == null) {
      throw Trouble.unreachable("its server redirects to nowhere");
    }
    try {
      var next = URI.create(url).resolve(location.strip());
      return new Hop(next.toString(), redirects + 1, isSecure || here.tls());
    } catch (IllegalArgumentException e) {
      throw Trouble.unreachable("its server redirects to what is no URL");
    }
  }

  /** Fails when this URL may not be called after those before it. */
  void check(TargetUrl here) {
    if (isSecure && !here.tls()) {
      throw Trouble.forbidden("its server redirects from https to http");
    }
  }
}
