package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.Route;
import dev.millrace.provider.OwnKey;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts another key into the one header of a route that holds ours. Where a key may lie in further
 * headers too, or in a URL's query, the route is left alone: what is ours must not go along with a
 * key of somebody else's.
 */
final class Credentials {
  private static final String HEADERS = "headers";
  private static final Pattern NAME =
      Pattern.compile("(?i)authorization|(?:.*[-_])?(?:api-?)?(?:key|token)");
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z]+\\s+");

  private Credentials() {}

  /** Empty where this cannot be done. */
  static Optional<Route> replace(Route route, OwnKey own) {
    var settings = route.settings();
    return own.baseUrl().isEmpty() && urls(settings).noneMatch(url -> url.indexOf('?') >= 0)
        ? header(settings)
            .map(name -> with(settings, name, own.secret()))
            .map(keyed -> route.withOwnKey(keyed, own.asRouteKey()))
        : Optional.empty();
  }

  /** The only header, if it is one for a key. */
  private static Optional<String> header(JsonNode settings) {
    var headers = settings.path(HEADERS);
    return headers.size() == 1 && settings.path("submit").path(HEADERS).isEmpty()
        ? Optional.of(headers.fieldNames().next()).filter(name -> NAME.matcher(name).matches())
        : Optional.empty();
  }

  private static Stream<String> urls(JsonNode settings) {
    return Stream.of("submit", "status", "result", "cancel")
        .map(step -> settings.path(step).path("url").asText());
  }

  private static ObjectNode with(JsonNode settings, String name, String secret) {
    var copy = settings.<ObjectNode>deepCopy();
    var headers = (ObjectNode) copy.path(HEADERS);
    var scheme = SCHEME.matcher(headers.path(name).asText());
    headers.put(name, (scheme.find() ? scheme.group() : "") + secret);
    return copy;
  }
}
