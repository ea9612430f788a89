package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Dispatcher;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import java.util.Map;

/** The queue's admission for tests of other packages. */
public final class Admissions {
  private Admissions() {}

  public static Admission on(Database database, Dispatcher dispatcher) {
    return new PostgresAdmission(
        database.pool(), dispatcher, Settings.of(AdmissionConfig.class, Map.of()));
  }

  /** How many requests of the account are in the queue. */
  public static long countOf(Database database, AccountId account) {
    return database
        .run(
            "select count(*) as requests from request where account_id = $1 and not synchronous",
            account.value())
        .getFirst()
        .getLong("requests");
  }
}
