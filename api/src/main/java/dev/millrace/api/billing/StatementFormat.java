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
 * Says which format a call asks for, before REST chooses by the header {@code Accept}: a link can
 * ask by {@code ?format=csv}, where no header can be set; and whoever takes anything gets JSON.
 */
@ApplicationScoped
class StatementFormat {
  static final String CSV = "text/csv";

  /** Behind the guards, which have found the path plain by then. */
  private static final int AFTER_THE_GUARDS = 1_000;

  private static final String PATH = "/billing/statement";
  private static final String ANYTHING = "*/*";
  private static final Map<String, String> FORMATS =
      Map.of("csv", CSV, "json", MediaType.APPLICATION_JSON);

  void filters(@Observes Filters filters) {
    filters.register(StatementFormat::choose, AFTER_THE_GUARDS);
  }

  private static void choose(RoutingContext context) {
    var request = context.request();
    if (PATH.equals(request.path())) {
      var accepted = accepted(request.getParam("format", ""), request.getHeader("Accept"));
      request.headers().set(HttpHeaders.ACCEPT, accepted);
    }
    context.next();
  }

  private static String accepted(String format, String accept) {
    var asked = accept == null ? ANYTHING : accept;
    var usual = asked.contains(ANYTHING) && !asked.contains(CSV);
    return FORMATS.getOrDefault(format, usual ? MediaType.APPLICATION_JSON : asked);
  }

  /** Refuses a format that there is not. */
  static void check(String format) {
    if (format != null && !FORMATS.containsKey(format)) {
      throw Refusal.ofParameter("format", "must be json or csv");
    }
  }
}
