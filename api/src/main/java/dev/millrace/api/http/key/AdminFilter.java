package dev.millrace.api.http.key;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Puts the gate before everything marked {@link AdminOnly}. */
@ApplicationScoped
public class AdminFilter {
  private final AdminGate gate;

  AdminFilter(AdminGate gate) {
    this.gate = gate;
  }

  @AdminOnly
  @ServerRequestFilter
  public void check(HttpServerRequest request) {
    gate.check(request);
  }
}
