package dev.millrace.api.http.cors;

import dev.millrace.api.http.edge.HttpConfig;
import dev.millrace.api.http.fault.FaultWriter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The routes that a page may use without a key: event streams with a token, uploads with a token,
 * and files, of which the public ones need nothing. Routes with keys have no word for browsers,
 * since a key has no business in one.
 */
@ApplicationScoped
class KeylessRoutes {
  /** Before the guards, so that a page can read their refusals too. */
  private static final int BEFORE_GUARDS = 9_600;

  private static final Set<String> OF_STREAMS =
      Set.of("accept", "cache-control", "content-type", "last-event-id", "x-request-id");
  private static final Set<String> OF_UPLOADS =
      Set.of("accept", "content-disposition", "content-type", "x-request-id");
  private static final Set<String> OF_FILES =
      Set.of("accept", "if-modified-since", "if-none-match", "if-range", "range", "x-request-id");

  /**
   * Some paths, and what is said of them.
   *
   * @param query what must stand in the query
   */
  private record Rule(Pattern path, Pattern query, CrossOrigin cross) {
    boolean isAbout(RoutingContext context) {
      var given = context.request().query();
      return path.matcher(context.request().path()).matches()
          && query.matcher(given == null ? "" : given).find();
    }
  }

  private final List<Rule> rules;

  KeylessRoutes(HttpConfig config, FaultWriter faults) {
    var origins =
        Origins.of("millrace.http.browser-origins", config.browserOrigins().orElse(List.of()));
    this.rules = origins.isEmpty() ? List.of() : rules(origins, faults);
  }

  private static List<Rule> rules(Origins origins, FaultWriter faults) {
    var read = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    var upload = Set.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.POST);
    return List.of(
        new Rule(
            Pattern.compile("/requests/stream|/[^/]+/.+/requests/[^/]+/status/stream"),
            Pattern.compile("(^|&)(token|modelrunner_jwt_token|fal_jwt_token)=."),
            new CrossOrigin(origins, read, OF_STREAMS, faults)),
        new Rule(
            Pattern.compile("/storage/upload/.+"),
            Pattern.compile("(^|&)upload_token=."),
            new CrossOrigin(origins, upload, OF_UPLOADS, faults)),
        new Rule(
            Pattern.compile("/media/[^/]+/[^/]+"),
            Pattern.compile(""),
            new CrossOrigin(origins, read, OF_FILES, faults)));
  }

  void filters(@Observes Filters filters) {
    if (!rules.isEmpty()) {
      filters.register(this::answer, BEFORE_GUARDS);
    }
  }

  private void answer(RoutingContext context) {
    rule(context).ifPresentOrElse(rule -> rule.cross().handle(context), context::next);
  }

  private Optional<Rule> rule(RoutingContext context) {
    return rules.stream().filter(rule -> rule.isAbout(context)).findFirst();
  }
}
