package dev.millrace.postgres.replay;

import dev.millrace.conversation.Frame;
import dev.millrace.postgres.SqlFile;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.replay.Heard;
import dev.millrace.replay.Place;
import dev.millrace.replay.Portion;
import dev.millrace.replay.Replay;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Each call is one statement. */
@ApplicationScoped
public class PostgresReplay implements Replay {
  private static final String APPEND = SqlFile.read("replay/append");
  private static final String IS_BEGUN = SqlFile.read("replay/is_begun");
  private static final String SINCE = SqlFile.read("replay/since");

  private final Pool pool;

  PostgresReplay(Pool pool) {
    this.pool = pool;
  }

  /** An event on its way into the table. */
  private record Entry(RequestId request, int sequence, Frame frame) {}

  @Override
  public Uni<List<Boolean>> append(List<Portion> portions) {
    var entries = portions.stream().flatMap(PostgresReplay::entries).toList();
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(portions, portion -> request(portion).value()))
            .addArrayOfInteger(Columns.integers(portions, portion -> portion.attempt().number()))
            .addArrayOfUUID(Columns.uuids(entries, entry -> entry.request().value()))
            .addArrayOfInteger(Columns.integers(entries, Entry::sequence))
            .addArrayOfString(Columns.texts(entries, entry -> entry.frame().event()))
            .addArrayOfString(Columns.texts(entries, entry -> entry.frame().data()));
    return query(APPEND, values)
        .map(PostgresReplay::ids)
        .map(kept -> portions.stream().map(p -> kept.contains(request(p).value())).toList());
  }

  private static RequestId request(Portion portion) {
    return portion.attempt().request();
  }

  private static Stream<Entry> entries(Portion portion) {
    return IntStream.range(0, portion.events().size())
        .mapToObj(i -> new Entry(request(portion), portion.first() + i, portion.events().get(i)));
  }

  private static Set<UUID> ids(RowSet<Row> rows) {
    var ids = new HashSet<UUID>();
    rows.forEach(row -> ids.add(row.getUUID("id")));
    return ids;
  }

  @Override
  public Uni<Boolean> isBegun(RequestId request) {
    return query(IS_BEGUN, Tuple.of(request.value()))
        .map(rows -> rows.iterator().next().getBoolean("begun"));
  }

  @Override
  public Uni<List<Heard>> since(List<Place> places, int most) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(places, place -> place.request().value()))
            .addArrayOfInteger(Columns.integers(places, Place::next))
            .addInteger(most);
    return query(SINCE, values).map(rows -> heard(rows, places.size()));
  }

  private static List<Heard> heard(RowSet<Row> rows, int followers) {
    var ended = new boolean[followers];
    List<List<Frame>> events = new ArrayList<>();
    IntStream.range(0, followers).forEach(i -> events.add(new ArrayList<>()));
    for (var row : rows) {
      int follower = Math.toIntExact(row.getLong("number")) - 1;
      ended[follower] = row.getBoolean("ended");
      if (row.getString("body") != null) {
        events.get(follower).add(new Frame(row.getString("name"), row.getString("body")));
      }
    }
    return IntStream.range(0, followers).mapToObj(i -> new Heard(events.get(i), ended[i])).toList();
  }

  private Uni<RowSet<Row>> query(String statement, Tuple values) {
    return Futures.uni(() -> Futures.query(pool, statement, values));
  }
}
