package dev.millrace.health;

import io.quarkus.logging.Log;
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
  private static final String NAME = "postgres";

  private final Pool pool;
  private final HealthConfig config;

  PostgresReadiness(Pool pool, HealthConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return pool.query("select 1")
        .execute()
        .replaceWith(() -> HealthCheckResponse.up(NAME))
        .ifNoItem()
        .after(config.answerWithin())
        .fail()
        .onFailure()
        .recoverWithItem(PostgresReadiness::down);
  }

  /** The cause names hosts and users: it goes to the log, the answer says only what follows. */
  private static HealthCheckResponse down(Throwable cause) {
    Log.warnf("PostgreSQL does not answer; this node is not ready: %s", cause);
    return HealthCheckResponse.named(NAME)
        .down()
        .withData("advice", "PostgreSQL does not answer; the log has the cause")
        .build();
  }
}
