package dev.millrace.postgres.schema;

import io.quarkus.runtime.StartupEvent;
import io.vertx.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Migrates the database when an app starts, before anything else asks it. Where all migrations were
 * applied before, which is nearly always, one query says so, and Flyway with its pool of
 * connections is not begun at all: half a second of each start. Flyway waits for a database that is
 * not up yet, and its lock keeps two apps that start at once from fighting.
 */
@ApplicationScoped
public class Migrations {
  private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;
  private static final Duration ASKED_WITHIN = Duration.ofSeconds(10);
  private static final int TRIES = 60;
  private static final int SECONDS_BETWEEN_TRIES = 1;
  private static final Logger LOG = Logger.getLogger(Migrations.class);

  private final Pool pool;
  private final PostgresConfig config;

  Migrations(Pool pool, PostgresConfig config) {
    this.pool = pool;
    this.config = config;
  }

  void onStart(@Observes @Priority(FIRST) StartupEvent start) {
    if (!isCurrent()) {
      migrate();
    }
  }

  /** What cannot be asked is left to Flyway, which waits or says what is wrong. */
  private boolean isCurrent() {
    return SchemaVersion.isCurrent(pool)
        .ifNoItem()
        .after(ASKED_WITHIN)
        .fail()
        .onFailure()
        .invoke(failure -> LOG.debugf("the schema cannot be asked for: %s", failure.getMessage()))
        .onFailure()
        .recoverWithItem(false)
        .await()
        .indefinitely();
  }

  private void migrate() {
    var migrated =
        Flyway.configure()
            .dataSource("jdbc:" + config.url(), config.username(), config.password().orElse(null))
            .connectRetries(TRIES)
            .connectRetriesInterval(SECONDS_BETWEEN_TRIES)
            .load()
            .migrate();
    LOG.infof(
        "%d migrations were applied, the schema is version %s",
        migrated.migrationsExecuted, migrated.targetSchemaVersion);
  }
}
