package dev.millrace.postgres.till;

import dev.millrace.account.AccountId;
import dev.millrace.testing.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Holds the lock of an account, so that a test can do something while others wait for it. */
final class LockedAccount {
  private final Database database;
  private final SqlConnection connection;

  LockedAccount(Database database, AccountId account) {
    this.database = database;
    this.connection = done(database.pool().getConnection());
    done(connection.query("begin").execute());
    done(
        connection
            .preparedQuery("select from account where id = $1 for update")
            .execute(Tuple.of(account.value())));
  }

  /** Returns once somebody waits for the lock. */
  void awaitWaiter() {
    Awaitility.await()
        .until(
            () ->
                !database
                    .run(
                        """
                        select from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock'
                        """)
                    .isEmpty());
  }

  void release() {
    done(connection.query("rollback").execute());
    done(connection.close());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
