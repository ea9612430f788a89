package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/**
 * Lets a link ask for a format, where a header cannot be set: {@code ?format=csv} is read as {@code
 * Accept: text/csv}, before REST chooses by that header.
 */
@ApplicationScoped
class StatementFormat {
  static final String CSV = "text/csv";

  /** Behind the guards, which have found the path plain by then. */
  private static final int AFTER_THE_GUARDS = 1_000;

  private static final String PATH = "/billing/statement";
  private static final Map<String, String> FORMATS =
      Map.of("csv", CSV, "json", MediaType.APPLICATION_JSON);

  void filters(@Observes Filters filters) {
    filters.register(StatementFormat::choose, AFTER_THE_GUARDS);
  }

  private static void choose(RoutingContext context) {
    var request = context.request();
    if (PATH.equals(request.path())) {
      var accepted = FORMATS.get(request.getParam("format", ""));
      if (accepted != null) {
        request.headers().set(HttpHeaders.ACCEPT, accepted);
      }
    }
    context.next();
  }

  /** Refuses a format that there is not. */
  static void check(String format) {
    if (format != null && !FORMATS.containsKey(format)) {
      throw Refusal.ofParameter("format", "must be json or csv");
    }
  }
}
