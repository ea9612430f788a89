package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which format a call asks for, before REST chooses by the header {@code Accept}: a link can
 * ask by {@code ?format=csv}, where no header can be set; and whoever takes anything gets JSON.
 */
@ApplicationScoped
class StatementFormat {
  static final String CSV = "text/csv";

  /** Behind the guards, which have found the path plain by then. */
  private static final int AFTER_THE_GUARDS = 1_000;

  private static final int NOT_ACCEPTABLE = 406;
  private static final String PATH = "/billing/statement";
  private static final Map<String, String> NAMED =
      Map.of("csv", CSV, "json", MediaType.APPLICATION_JSON);

  /** Whoever takes anything gets the first. */
  private static final List<String> WRITTEN = List.of(MediaType.APPLICATION_JSON, CSV);

  void filters(@Observes Filters filters) {
    filters.register(StatementFormat::choose, AFTER_THE_GUARDS);
  }

  private static void choose(RoutingContext context) {
    var request = context.request();
    if (!PATH.equals(request.path())) {
      context.next();
      return;
    }
    var chosen =
        Optional.ofNullable(NAMED.get(request.getParam("format", "")))
            .or(() -> best(context.parsedHeaders().accept()));
    if (chosen.isPresent()) {
      request.headers().set(HttpHeaders.ACCEPT, chosen.get());
      context.next();
    } else {
      context.fail(NOT_ACCEPTABLE);
    }
  }

  /**
   * The best of ours.
   *
   * @param accepted what the caller likes most comes first
   */
  private static Optional<String> best(List<MIMEHeader> accepted) {
    return accepted.isEmpty()
        ? Optional.of(MediaType.APPLICATION_JSON)
        : accepted.stream()
            .flatMap(type -> WRITTEN.stream().filter(ours -> fits(type, ours)))
            .findFirst();
  }

  private static boolean fits(MIMEHeader type, String ours) {
    var parts = ours.split("/", 2);
    return fits(type.component(), parts[0]) && fits(type.subComponent(), parts[1]);
  }

  private static boolean fits(String part, String ours) {
    return part.equals("*") || part.equalsIgnoreCase(ours);
  }

  /** Refuses a format that there is not. */
  static void check(String format) {
    if (format != null && !NAMED.containsKey(format)) {
      throw Refusal.ofParameter("format", "must be json or csv");
    }
  }
}
