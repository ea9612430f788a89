package dev.millrace.postgres.queue;

import dev.millrace.history.Purge;
import dev.millrace.queue.RequestQueue;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import java.util.Map;

/** Adapters of this package, for the tests of others. */
public final class Ports {
  private Ports() {}

  public static RequestQueue queue(Database database) {
    return new PostgresRequestQueue(
        database.pool(),
        Settings.of(
            SettlementConfig.class, Map.of("millrace.settlement.transaction-timeout", "PT30S")));
  }

  public static Purge purge(Database database) {
    return new PostgresPurge(database.pool());
  }
}
