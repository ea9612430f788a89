package dev.millrace.api.http.guard;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/**
 * Calls that bring a file: their bodies are too large to be read here. The route that streams such
 * a body to the store bounds it itself. Whatever is not exactly one of these paths is bounded here.
 */
final class StreamedBody {
  private static final String FILES = "/files";
  private static final String RELAY = "/storage/upload/relay";
  private static final Pattern PART = Pattern.compile("/storage/upload/parts/[^/]+/[0-9]{1,5}");

  private StreamedBody() {}

  static boolean isOf(HttpServerRequest request) {
    return isOf(request.method(), request.path());
  }

  static boolean isOf(HttpMethod method, String path) {
    return method.equals(HttpMethod.POST) && path.equals(FILES)
        || method.equals(HttpMethod.PUT) && (path.equals(RELAY) || PART.matcher(path).matches());
  }
}
