package dev.millrace.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive is a process whose event loop takes its turn, and nothing else: an engine that is away is
 * no reason to restart us.
 */
@Liveness
@ApplicationScoped
public class EventLoopLiveness implements AsyncHealthCheck {
  private final Vertx vertx;

  EventLoopLiveness(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .emitter(
            answer ->
                vertx.runOnContext(turn -> answer.complete(HealthCheckResponse.up("event-loop"))));
  }
}
