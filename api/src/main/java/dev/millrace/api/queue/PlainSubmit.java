package dev.millrace.api.queue;

import dev.millrace.api.http.quirk.KnownClient;
import dev.millrace.model.OwnPaths;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;

/**
 * Which submits come in the plainest form, so that nothing about them is left to judge: POST of
 * JSON to an owner and an alias, with a length, for an answer in JSON, by a client that gets our
 * own answers. Most are so; any other spelling of a submit is no less a submit. Pure.
 */
final class PlainSubmit {
  private static final Set<String> JSON =
      Set.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json;charset=utf-8",
          "application/json; charset=UTF-8",
          "application/json;charset=UTF-8");

  /** What clients send who take JSON: most libraries have one of these. */
  private static final Set<String> ACCEPTED =
      Set.of(
          "*/*", "application/json", "application/json, */*", "application/json, text/plain, */*");

  private PlainSubmit() {}

  static boolean isOne(HttpServerRequest request) {
    return isPlainPath(request.path())
        && request.version() == HttpVersion.HTTP_1_1
        && isOfJson(request.headers())
        && KnownClient.of(request.headers()) == KnownClient.ANY;
  }

  /** An owner and an alias, which no path of ours begins with and nobody has to decode. */
  static boolean isPlainPath(String path) {
    int second = path.indexOf('/', 1);
    return path.startsWith("/")
        && second > 1
        && second < path.length() - 1
        && isPlain(path, 1, second)
        && isPlain(path, second + 1, path.length())
        && !OwnPaths.hide(path.substring(1, second));
  }

  private static boolean isPlain(String path, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isPlain(path.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
  }

  private static boolean isOfJson(MultiMap headers) {
    var type = headers.get(HttpHeaders.CONTENT_TYPE);
    var accepted = headers.get(HttpHeaders.ACCEPT);
    return type != null
        && JSON.contains(type)
        && (accepted == null || ACCEPTED.contains(accepted))
        && headers.contains(HttpHeaders.CONTENT_LENGTH)
        && !headers.contains(HttpHeaders.EXPECT);
  }
}
