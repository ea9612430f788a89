package dev.millrace.postgres.live;

import dev.millrace.account.AccountId;
import dev.millrace.live.LiveStream;
import dev.millrace.live.LiveStreams;
import dev.millrace.model.ModelName;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.postgres.till.PostgresTill;
import dev.millrace.postgres.till.TillBounds;
import dev.millrace.postgres.till.TillConfig;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Each call is one statement. A process goes by the name that its till has: it lives as long as the
 * till says so.
 */
@ApplicationScoped
public class PostgresLiveStreams implements LiveStreams {
  private static final String NOTE = SqlFile.read("live/note");
  private static final String OF_ACCOUNT = SqlFile.read("live/of_account");
  private static final String FIND = SqlFile.read("live/find");
  private static final String FORGET_LOST = SqlFile.read("live/forget_lost");

  private final Pool pool;
  private final Supplier<UUID> node;
  private final TillBounds bounds;

  @Inject
  PostgresLiveStreams(Pool pool, PostgresTill till, TillConfig config) {
    this(pool, till::node, config);
  }

  /**
   * Makes one without a till beside it.
   *
   * @param node what this process is called now
   */
  PostgresLiveStreams(Pool pool, Supplier<UUID> node, TillConfig config) {
    this.pool = pool;
    this.node = node;
    this.bounds = TillBounds.of(config);
  }

  @Override
  public Uni<UUID> note(List<LiveStream> begun, List<RequestId> ended) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var name = node.get();
              return query(NOTE, values(begun, ended, name)).replaceWith(name);
            });
  }

  private static Tuple values(List<LiveStream> begun, List<RequestId> ended, UUID name) {
    return Tuple.tuple()
        .addArrayOfUUID(Columns.uuids(begun, stream -> stream.request().value()))
        .addArrayOfUUID(Columns.uuids(begun, stream -> stream.account().value()))
        .addArrayOfUUID(Columns.uuids(begun, LiveStream::key))
        .addArrayOfString(Columns.texts(begun, stream -> stream.model().toString()))
        .addArrayOfString(Columns.texts(begun, LiveStream::face))
        .addArrayOfOffsetDateTime(Columns.times(begun, LiveStream::startedAt))
        .addArrayOfUUID(Columns.uuids(ended, RequestId::value))
        .addUUID(name);
  }

  @Override
  public Uni<List<LiveStream>> of(AccountId account, Instant now, int most) {
    var values = Tuple.of(account.value(), Columns.time(bounds.silentSince(now)), most);
    return query(OF_ACCOUNT, values).map(PostgresLiveStreams::streams);
  }

  @Override
  public Uni<Optional<LiveStream>> find(AccountId account, RequestId request, Instant now) {
    var values = Tuple.of(account.value(), request.value(), Columns.time(bounds.silentSince(now)));
    return query(FIND, values).map(rows -> streams(rows).stream().findFirst());
  }

  private static List<LiveStream> streams(RowSet<Row> rows) {
    var streams = new ArrayList<LiveStream>(rows.size());
    for (var row : rows) {
      streams.add(
          new LiveStream(
              new RequestId(row.getUUID("request_id")),
              new AccountId(row.getUUID("account_id")),
              row.getUUID("key_id"),
              ModelName.parse(row.getString("model")).orElseThrow(),
              row.getString("face"),
              row.getOffsetDateTime("started_at").toInstant()));
    }
    return streams;
  }

  @Override
  public Uni<Integer> forgetLost() {
    return query(FORGET_LOST, Tuple.tuple()).map(RowSet::rowCount);
  }

  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return Futures.uni(() -> Futures.query(pool, statement, values));
  }
}
