package dev.millrace.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether PostgreSQL answers a query within a bound. */
@Readiness
@ApplicationScoped
public class PostgresReadiness implements AsyncHealthCheck {
  private final Pool pool;
  private final HealthConfig config;

  PostgresReadiness(Pool pool, HealthConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return EngineAnswer.of(
        "postgres",
        pool.withConnection(connection -> connection.query("select 1").execute()),
        config.answerWithin());
  }
}
