package dev.millrace.api.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Where this caller reaches us, without a slash at the end: the public URL that is set, or else the
 * origin of the call itself.
 */
public record PublicUrl(String value) {

  public static PublicUrl of(Optional<String> configured, HttpServerRequest request) {
    return new PublicUrl(
        configured
            .map(PublicUrl::withoutSlash)
            .orElseGet(() -> request.scheme() + "://" + authority(request)));
  }

  private static String authority(HttpServerRequest request) {
    var authority = request.authority();
    return authority == null ? "localhost" : authority.toString();
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
