package dev.millrace.postgres.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.postgres.SqlFile;
import dev.millrace.webhook.Aftermath;
import dev.millrace.webhook.BalanceNotices;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Low-balance notices in PostgreSQL. */
@ApplicationScoped
public class PostgresBalanceNotices implements BalanceNotices {
  private static final String LOOK = SqlFile.read("balance/look");
  private static final String CLAIM = SqlFile.read("balance/claim_notices");
  private static final String RECORD = SqlFile.read("balance/record_notice");
  private static final String FORGET = SqlFile.read("balance/forget_notices");

  private final Pool pool;

  public PostgresBalanceNotices(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Integer> look(Instant now, int most) {
    return query(LOOK, Tuple.of(Rows.time(now), most))
        .map(rows -> Rows.first(rows, row -> row.getInteger("crossed")).orElseThrow());
  }

  @Override
  public Uni<List<Notice>> claim(UUID worker, Instant now, Instant leaseUntil, int most) {
    return query(CLAIM, Tuple.of(Rows.time(now), most, Rows.time(leaseUntil), worker))
        .map(rows -> Rows.all(rows, PostgresBalanceNotices::notice));
  }

  private static Notice notice(Row row) {
    return new Notice(
        row.getUUID("id"),
        new AccountId(row.getUUID("account_id")),
        Rows.instant(row, "at").orElseThrow(),
        new Money(row.getLong("balance")),
        new Money(row.getLong("held")),
        new Money(row.getLong("threshold")),
        row.getInteger("attempts"),
        row.getString("url"));
  }

  @Override
  public Uni<Void> record(UUID worker, UUID notice, Aftermath aftermath, Instant now) {
    var values =
        Tuple.tuple()
            .addUUID(notice)
            .addString(aftermath.status().word())
            .addOffsetDateTime(aftermath.nextAt().map(Rows::time).orElse(null))
            .addInteger(aftermath.response().isPresent() ? aftermath.response().getAsInt() : null)
            .addString(aftermath.error().orElse(null))
            .addUUID(worker)
            .addOffsetDateTime(Rows.time(now));
    return query(RECORD, values).replaceWithVoid();
  }

  @Override
  public Uni<Void> forget(Instant before) {
    return query(FORGET, Tuple.of(Rows.time(before))).replaceWithVoid();
  }

  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return pool.withConnection(connection -> connection.preparedQuery(statement).execute(values));
  }
}
