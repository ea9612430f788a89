package dev.millrace.postgres.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import dev.millrace.webhook.BalanceAlert;
import dev.millrace.webhook.BalanceAlerts;
import dev.millrace.webhook.DeliveryStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Low-balance alerts in PostgreSQL. */
@ApplicationScoped
public class PostgresBalanceAlerts implements BalanceAlerts {
  private static final String FIND = SqlFile.read("balance/find_alert");
  private static final String PUT = SqlFile.read("balance/put_alert");
  private static final String REMOVE = SqlFile.read("balance/remove_alert");

  private final Pool pool;

  public PostgresBalanceAlerts(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<BalanceAlert>> find(AccountId account) {
    return query(FIND, Tuple.of(account.value()))
        .map(rows -> Rows.first(rows, PostgresBalanceAlerts::alert));
  }

  private static BalanceAlert alert(Row row) {
    return new BalanceAlert(
        new Money(row.getLong("threshold")),
        row.getString("url"),
        row.getBoolean("armed"),
        Optional.ofNullable(row.getString("status")).map(status -> notice(row, status)));
  }

  private static BalanceAlert.Notice notice(Row row, String status) {
    return new BalanceAlert.Notice(
        Rows.instant(row, "at").orElseThrow(),
        new Money(row.getLong("balance")),
        DeliveryStatus.parse(status).orElseThrow(),
        row.getInteger("attempts"),
        status.equals(DeliveryStatus.PENDING.word())
            ? Rows.instant(row, "due_at")
            : Optional.empty(),
        Rows.number(row.getInteger("last_response_status")),
        Optional.ofNullable(row.getString("last_error")),
        Rows.instant(row, "delivered_at"));
  }

  @Override
  public Uni<Void> put(AccountId account, Money threshold, String url, Instant now) {
    return query(PUT, Tuple.of(account.value(), threshold.nanos(), url, Rows.time(now)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> remove(AccountId account) {
    return query(REMOVE, Tuple.of(account.value())).map(removed -> removed.rowCount() > 0);
  }

  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return pool.withConnection(connection -> connection.preparedQuery(statement).execute(values));
  }
}
