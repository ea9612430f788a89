package dev.millrace.postgres.account;

import io.vertx.pgclient.PgException;
import java.util.Optional;

/** Tells the refusals of the schema that we expect from those that are faults of ours. */
final class Violations {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String OUT_OF_RANGE = "22003";
  private static final String ONE_OWNER_A_KEY = "api_key_sha256_key";

  private Violations() {}

  static boolean keyIsTaken(Throwable failure) {
    return refusal(failure)
        .filter(pg -> UNIQUE_VIOLATION.equals(pg.getSqlState()))
        .filter(pg -> ONE_OWNER_A_KEY.equals(pg.getConstraint()))
        .isPresent();
  }

  static boolean amountOutOfRange(Throwable failure) {
    return refusal(failure).filter(pg -> OUT_OF_RANGE.equals(pg.getSqlState())).isPresent();
  }

  /** Hibernate Reactive wraps what the driver says, once or twice. */
  private static Optional<PgException> refusal(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException pg) {
        return Optional.of(pg);
      }
    }
    return Optional.empty();
  }
}
