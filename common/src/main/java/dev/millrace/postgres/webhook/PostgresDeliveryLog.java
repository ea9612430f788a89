package dev.millrace.postgres.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.request.RequestId;
import dev.millrace.webhook.DeliveryId;
import dev.millrace.webhook.DeliveryLog;
import dev.millrace.webhook.DeliveryStatus;
import dev.millrace.webhook.DeliveryView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The owners' deliveries in PostgreSQL. */
@ApplicationScoped
public class PostgresDeliveryLog implements DeliveryLog {
  private static final String FIND = SqlFile.read("webhook/find");
  private static final String LIST = SqlFile.read("webhook/list");
  private static final String COUNT = SqlFile.read("webhook/count");
  private static final String REPLAY = SqlFile.read("webhook/replay");

  private final Pool pool;

  PostgresDeliveryLog(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<DeliveryView>> find(AccountId account, DeliveryId id) {
    return query(FIND, Tuple.of(id.request().value(), id.event().word(), account.value()))
        .map(rows -> Rows.first(rows, Rows::view));
  }

  @Override
  public Uni<Page> list(AccountId account, Filter filter, int limit, int offset) {
    return query(LIST, filtered(account, filter).addInteger(limit).addInteger(offset))
        .map(rows -> Rows.all(rows, Rows::view))
        .chain(
            found ->
                query(COUNT, filtered(account, filter).addInteger(MOST_COUNTED))
                    .map(counted -> new Page(found, total(counted))));
  }

  private static int total(RowSet<Row> counted) {
    return Rows.first(counted, row -> row.getInteger("total")).orElseThrow();
  }

  private static Tuple filtered(AccountId account, Filter filter) {
    return Tuple.tuple()
        .addUUID(account.value())
        .addUUID(filter.request().map(RequestId::value).orElse(null))
        .addString(filter.status().map(DeliveryStatus::word).orElse(null))
        .addString(filter.event().map(WebhookTarget.Event::word).orElse(null));
  }

  @Override
  public Uni<Optional<DeliveryView>> replay(AccountId account, DeliveryId id, Instant now) {
    var values = Tuple.of(id.request().value(), id.event().word(), account.value(), Rows.time(now));
    return query(REPLAY, values).chain(() -> find(account, id));
  }

  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return pool.withConnection(connection -> connection.preparedQuery(statement).execute(values));
  }
}
