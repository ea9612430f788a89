package dev.millrace.postgres.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.payload.Elsewhere;
import dev.millrace.payload.PayloadStore;
import dev.millrace.postgres.SqlFile;
import dev.millrace.request.RequestId;
import dev.millrace.webhook.Attempted;
import dev.millrace.webhook.DeliveryQueue;
import dev.millrace.webhook.Line;
import dev.millrace.webhook.Told;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The workers' deliveries in PostgreSQL, all set-based. */
@ApplicationScoped
public class PostgresDeliveryQueue implements DeliveryQueue {
  private static final String ENQUEUE_STARTS = SqlFile.read("webhook/enqueue_starts");
  private static final String ENQUEUE_ENDS = SqlFile.read("webhook/enqueue_ends");
  private static final String CLAIM = SqlFile.read("webhook/claim");
  private static final String RECORD = SqlFile.read("webhook/record");
  private static final String FREE_ENDS = SqlFile.read("webhook/free_ends");
  private static final String GIVE_BACK = SqlFile.read("webhook/give_back");
  private static final String BODIES = SqlFile.read("webhook/bodies");

  /** Lines that one claim looks at; the next one goes on behind them. */
  private static final int MOST_LINES = 1000;

  private final Pool pool;
  private final PayloadStore payloads;

  /** Reads outputs from rows alone. */
  public PostgresDeliveryQueue(Pool pool) {
    this(pool, PayloadStore.none());
  }

  @Inject
  PostgresDeliveryQueue(Pool pool, PayloadStore payloads) {
    this.pool = pool;
    this.payloads = payloads;
  }

  @Override
  public Uni<Void> enqueue(List<RequestId> told, List<RequestId> ended, Instant now) {
    var at = Rows.time(now);
    var starts = Tuple.of(uuids(told), at);
    var ends = Tuple.of(uuids(ended), at);
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(ENQUEUE_STARTS)
                .execute(starts)
                .chain(() -> connection.preparedQuery(ENQUEUE_ENDS).execute(ends))
                .replaceWithVoid());
  }

  @Override
  public Uni<Claimed> claim(Claiming claiming) {
    var busy = List.copyOf(claiming.underWay().entrySet());
    var values = new ArrayList<Object>();
    values.add(claiming.after().account().value());
    values.add(claiming.after().receiver());
    values.add(MOST_LINES);
    values.add(column(busy, line -> line.getKey().account().value(), UUID[]::new));
    values.add(column(busy, line -> line.getKey().receiver(), String[]::new));
    values.add(column(busy, Map.Entry::getValue, Integer[]::new));
    values.add(claiming.shares().line());
    values.add(claiming.shares().account());
    values.add(claiming.shares().receiver());
    values.add(Rows.time(claiming.now()));
    values.add(claiming.most());
    values.add(Rows.time(claiming.leaseUntil()));
    values.add(claiming.courier());
    return query(CLAIM, Tuple.from(values)).map(PostgresDeliveryQueue::claimed);
  }

  private static Claimed claimed(RowSet<Row> rows) {
    var deliveries =
        Rows.all(rows, row -> row).stream()
            .filter(row -> row.getUUID("request_id") != null)
            .map(Rows::delivery)
            .toList();
    return new Claimed(deliveries, Rows.first(rows, PostgresDeliveryQueue::next).orElseThrow());
  }

  private static Line next(Row row) {
    return row.getInteger("steps") < MOST_LINES
        ? Line.NONE
        : new Line(new AccountId(row.getUUID("walked_account")), row.getString("walked_receiver"));
  }

  @Override
  public Uni<Void> record(UUID courier, List<Attempted> attempts, Instant now) {
    var values = new ArrayList<Object>();
    values.add(column(attempts, a -> a.id().request().value(), UUID[]::new));
    values.add(column(attempts, a -> a.id().event().word(), String[]::new));
    values.add(column(attempts, a -> a.status().word(), String[]::new));
    values.add(
        column(attempts, a -> a.nextAt().map(Rows::time).orElse(null), OffsetDateTime[]::new));
    values.add(
        column(
            attempts,
            a -> a.response().isPresent() ? (Integer) a.response().getAsInt() : null,
            Integer[]::new));
    values.add(column(attempts, a -> a.error().orElse(null), String[]::new));
    values.add(courier);
    values.add(Rows.time(now));
    var requests = column(attempts, a -> a.id().request().value(), UUID[]::new);
    return pool.withTransaction(
        connection -> record(connection, Tuple.from(values), Tuple.of(requests, Rows.time(now))));
  }

  private static Uni<Void> record(SqlConnection connection, Tuple ended, Tuple freed) {
    return connection
        .preparedQuery(RECORD)
        .execute(ended)
        .chain(() -> connection.preparedQuery(FREE_ENDS).execute(freed))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> giveBack(UUID courier, Instant now) {
    return query(GIVE_BACK, Tuple.of(courier, Rows.time(now))).replaceWithVoid();
  }

  @Override
  public Uni<Map<RequestId, Told>> told(List<RequestId> requests) {
    return query(BODIES, Tuple.of(uuids(requests), Told.LARGEST_INPUT))
        .map(rows -> Rows.all(rows, Rows::told))
        .chain(this::withOutputs)
        .map(told -> told.stream().collect(Collectors.toMap(Told::id, Function.identity())));
  }

  /** Large outputs are read from the store, one after the other, so that few are held at once. */
  private Uni<List<Told>> withOutputs(List<Told> told) {
    if (told.stream().allMatch(one -> Elsewhere.key(one.output().orElse(null)).isEmpty())) {
      return Uni.createFrom().item(told);
    }
    return Multi.createFrom()
        .iterable(told)
        .onItem()
        .transformToUniAndConcatenate(one -> payloads.perhaps(one.output()).map(one::withOutput))
        .collect()
        .asList();
  }

  /**
   * One statement on a connection of the pool, as the queue's adapter does it and for its reason.
   */
  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return pool.withConnection(connection -> connection.preparedQuery(statement).execute(values));
  }

  private static UUID[] uuids(List<RequestId> ids) {
    return column(ids, RequestId::value, UUID[]::new);
  }

  private static <T, C> C[] column(List<T> rows, Function<T, C> value, IntFunction<C[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
