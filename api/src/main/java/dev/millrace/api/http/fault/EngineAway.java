package dev.millrace.api.http.fault;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tells an engine that does not answer from a bug of ours. Looks at one exception, not at its
 * causes.
 */
final class EngineAway {
  /**
   * SQLSTATE classes: connection (08), resources (53), operator intervention such as a shutdown
   * (57), roll-back by deadlock or serialisation (40). All go away by themselves.
   */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

  /** PostgreSQL ended a transaction that took too long. */
  private static final String TRANSACTION_TIMEOUT = "25P04";

  private EngineAway() {}

  static boolean saysSo(Throwable failure) {
    return switch (failure) {
      case PgException pg -> isPassing(pg.getSqlState());
      case SQLException reactive -> isPassing(reactive.getSQLState()); // Hibernate's form of it
      case ClosedConnectionException closed -> true;
      case ConnectionPoolTooBusyException busy -> true;
      case RetriableException kafka -> true;
      case TimeoutException late -> true;
      case java.util.concurrent.TimeoutException late -> true;
      case IOException io -> true;
      default -> isWordOfTheSqlClient(failure);
    };
  }

  private static boolean isPassing(String state) {
    return state != null
        && (TRANSACTION_TIMEOUT.equals(state)
            || state.length() == 5 && PASSING.contains(state.substring(0, 2)));
  }

  /** The SQL client has no class of its own for these, only a text. */
  private static boolean isWordOfTheSqlClient(Throwable failure) {
    var text = failure.getMessage();
    return failure.getClass().getName().startsWith("io.vertx.")
        && text != null
        && (text.equals("Timeout") || text.startsWith("Connection is not active now"));
  }
}
