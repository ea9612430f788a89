package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.common.util.MediaTypeHelper;

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
  private static final List<MediaType> WRITTEN =
      List.of(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(CSV));

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
            .or(() -> best(request.getHeader(HttpHeaders.ACCEPT)));
    if (chosen.isPresent()) {
      request.headers().set(HttpHeaders.ACCEPT, chosen.get());
      context.next();
    } else {
      context.fail(NOT_ACCEPTABLE);
    }
  }

  /** Ours that the caller likes best; empty when it takes none, or cannot be understood. */
  static Optional<String> best(String accept) {
    if (accept == null || accept.isBlank()) {
      return Optional.of(MediaType.APPLICATION_JSON);
    }
    try {
      var types = new ArrayList<>(MediaTypeHelper.parseHeader(accept));
      MediaTypeHelper.sortByWeight(types);
      return types.stream()
          .flatMap(type -> WRITTEN.stream().filter(ours -> type.isCompatible(ours)))
          .findFirst()
          .map(MediaType::toString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Refuses a format that there is not. */
  static void check(String format) {
    if (format != null && !NAMED.containsKey(format)) {
      throw Refusal.ofParameter("format", "must be json or csv");
    }
  }
}
