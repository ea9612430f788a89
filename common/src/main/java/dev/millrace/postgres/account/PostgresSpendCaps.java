package dev.millrace.postgres.account;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.id.UuidV7;
import dev.millrace.ledger.SpendCaps;
import dev.millrace.money.Money;
import dev.millrace.postgres.SpendCapColumns;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;

/** Spend caps in PostgreSQL. What counts for them is booked by the functions of the schema. */
@ApplicationScoped
public class PostgresSpendCaps implements SpendCaps {
  private static final String SET = SqlFile.read("account/set_spend_cap");
  private static final String LIST = SqlFile.read("account/list_spend_caps");
  private static final String REMOVE = SqlFile.read("account/remove_spend_cap");

  private final Pool pool;

  PostgresSpendCaps(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<SpendCap>> set(
      AccountId account, Optional<UUID> key, Period period, Money amount, Instant now) {
    var values =
        Tuple.of(
            UuidV7.next(now, ThreadLocalRandom.current()),
            account.value(),
            key.orElse(null),
            period.word(),
            amount.nanos(),
            now.atOffset(ZoneOffset.UTC));
    return execute(SET, values).map(rows -> caps(rows, now).stream().findFirst());
  }

  @Override
  public Uni<List<SpendCap>> list(AccountId account, Instant now) {
    return execute(LIST, Tuple.of(account.value())).map(rows -> caps(rows, now));
  }

  @Override
  public Uni<Boolean> remove(AccountId account, Optional<UUID> key, Period period) {
    return execute(REMOVE, Tuple.of(account.value(), key.orElse(null), period.word()))
        .map(removed -> removed.rowCount() > 0);
  }

  private static List<SpendCap> caps(RowSet<Row> rows, Instant now) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> SpendCapColumns.read(row).at(now))
        .toList();
  }

  private Uni<RowSet<Row>> execute(String statement, Tuple values) {
    return Uni.createFrom()
        .completionStage(
            () ->
                pool.withConnection(
                        connection -> connection.preparedQuery(statement).execute(values))
                    .toCompletionStage());
  }
}
