package dev.millrace.postgres.account;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;

/** Tells the refusals of the schema that we expect from those that are faults of ours. */
final class Violations {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String OUT_OF_RANGE = "22003";
  private static final String ONE_OWNER_A_KEY = "api_key_sha256_key";

  private Violations() {}

  static boolean keyIsTaken(Throwable failure) {
    return isRefusal(failure, UNIQUE_VIOLATION, ONE_OWNER_A_KEY);
  }

  static boolean amountOutOfRange(Throwable failure) {
    return isRefusal(failure, OUT_OF_RANGE, "");
  }

  /** The driver's exception, or what Hibernate Reactive makes of it: JDBC's, with the same text. */
  private static boolean isRefusal(Throwable failure, String state, String inMessage) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (state.equals(stateOf(cause)) && cause.getMessage().contains(inMessage)) {
        return true;
      }
    }
    return false;
  }

  private static String stateOf(Throwable cause) {
    return switch (cause) {
      case PgException pg -> pg.getSqlState();
      case SQLException sql -> sql.getSQLState();
      default -> null;
    };
  }
}
