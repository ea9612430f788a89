package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.RequestNews;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What followers need, on the Vert.x SQL client. */
@ApplicationScoped
public class PostgresRequestNews implements RequestNews {
  private static final String IN_FLIGHT = SqlFile.read("queue/in_flight");
  private static final String FACTS_OF = SqlFile.read("queue/facts_of");
  private static final String MOVED_ON = SqlFile.read("queue/moved_on");
  private static final String MOVED_LATELY = SqlFile.read("queue/moved_lately");

  /** How many of an account's newest requests are looked through for those in flight. */
  private static final int LOOKED_AT = 20_000;

  /** How many of an account's newest requests a round of healing looks at. */
  private static final int NEWEST = 500;

  /** Larger payloads stay out of announcements. */
  private static final int LARGEST = 64 * 1024;

  private final Pool pool;

  PostgresRequestNews(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<InFlight> inFlight(AccountId account, Choice choice, int most) {
    var values =
        Tuple.tuple()
            .addUUID(account.value())
            .addInteger(LOOKED_AT)
            .addArrayOfUUID(
                choice.ids().isEmpty() ? null : Columns.uuids(choice.ids(), RequestId::value))
            .addArrayOfString(
                choice.models().isEmpty()
                    ? null
                    : Columns.texts(choice.models(), ModelName::toString))
            .addArrayOfString(
                choice.statuses().isEmpty()
                    ? null
                    : Columns.texts(choice.statuses(), RequestStatus::name))
            .addInteger(most + 1);
    return query(IN_FLIGHT, values).map(rows -> inFlight(rows, most));
  }

  private static InFlight inFlight(RowSet<Row> rows, int most) {
    var requests = new ArrayList<RequestView>(rows.rowCount());
    boolean more = rows.rowCount() > most;
    for (var row : rows) {
      more |= row.getBoolean("beyond");
      if (row.getUUID("id") != null && requests.size() < most) {
        requests.add(RequestViewRows.view(row));
      }
    }
    return new InFlight(requests, more);
  }

  @Override
  public Uni<Map<RequestId, Facts>> factsOf(Set<RequestId> ids, boolean withPayloads) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(ids, RequestId::value))
            .addBoolean(withPayloads)
            .addInteger(LARGEST);
    return query(FACTS_OF, values).map(PostgresRequestNews::facts);
  }

  private static Map<RequestId, Facts> facts(RowSet<Row> rows) {
    var facts = new HashMap<RequestId, Facts>();
    for (var row : rows) {
      boolean purged = row.getBoolean("purged");
      facts.put(
          new RequestId(row.getUUID("id")),
          new Facts(
              Optional.ofNullable(row.getString("metadata")),
              row.getBoolean("public"),
              new Payloads(body(row, "input", purged), body(row, "output", purged))));
    }
    return facts;
  }

  private static Optional<String> body(Row row, String column, boolean purged) {
    return purged ? Optional.empty() : Optional.ofNullable(row.getString(column));
  }

  @Override
  public Uni<Map<RequestId, Integer>> movedPast(Map<RequestId, Integer> heard) {
    var entries = List.copyOf(heard.entrySet());
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(entries, entry -> entry.getKey().value()))
            .addArrayOfInteger(Columns.integers(entries, Map.Entry::getValue));
    return query(MOVED_ON, values)
        .map(
            rows -> {
              var moved = new HashMap<RequestId, Integer>();
              rows.forEach(
                  row -> moved.put(new RequestId(row.getUUID("id")), row.getInteger("sequence")));
              return moved;
            });
  }

  @Override
  public Uni<List<Moved>> movedSince(Map<AccountId, Instant> followed) {
    var entries = List.copyOf(followed.entrySet());
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(entries, entry -> entry.getKey().value()))
            .addArrayOfOffsetDateTime(Columns.times(entries, Map.Entry::getValue))
            .addInteger(NEWEST);
    return query(MOVED_LATELY, values)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PostgresRequestNews::moved)
                    .toList());
  }

  private static Moved moved(Row row) {
    return new Moved(
        new AccountId(row.getUUID("account_id")),
        new RequestId(row.getUUID("id")),
        row.getInteger("sequence"));
  }

  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return Futures.uni(() -> Futures.query(pool, statement, values));
  }
}
