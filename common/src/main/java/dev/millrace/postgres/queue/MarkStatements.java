package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Digest;
import dev.millrace.queue.FreshMark;
import dev.millrace.queue.KnownMark;
import dev.millrace.queue.Offer;
import dev.millrace.queue.RepeatMark;
import dev.millrace.request.RequestId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Reads and writes the marks of an admission, one statement each; none where no offer has a mark.
 */
final class MarkStatements {
  private static final String KNOWN = SqlFile.read("queue/known_keys");
  private static final String KEEP = SqlFile.read("queue/keep_keys");

  private MarkStatements() {}

  /** What is known of the marks of these offers. */
  static Future<List<KnownMark>> known(SqlConnection connection, List<Offer> offers) {
    var marked = marked(offers);
    if (marked.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return connection
        .preparedQuery(KNOWN)
        .execute(
            Tuple.tuple()
                .addArrayOfUUID(Columns.uuids(marked, o -> o.submission().account().value()))
                .addArrayOfBuffer(digests(marked, o -> markOf(o).key()))
                .addLocalDate(firstDay(marked))
                .addLocalDate(lastDay(marked)))
        .map(MarkStatements::read);
  }

  /**
   * To be sent behind the statement that locks the accounts.
   *
   * @param offers those that were looked up before
   */
  static Future<Void> keep(SqlConnection connection, List<Offer> offers, List<FreshMark> fresh) {
    if (fresh.isEmpty()) {
      return Future.succeededFuture();
    }
    var marks = fresh.stream().map(FreshMark::mark).toList();
    var marked = marked(offers);
    return connection
        .preparedQuery(KEEP)
        .execute(
            Tuple.tuple()
                .addArrayOfUUID(Columns.uuids(marks, m -> m.account().value()))
                .addArrayOfBuffer(digests(marks, KnownMark::key))
                .addArrayOfBuffer(digests(marks, KnownMark::body))
                .addArrayOfUUID(Columns.uuids(marks, m -> m.request().value()))
                .addArrayOfOffsetDateTime(Columns.times(marks, KnownMark::at))
                .addArrayOfUUID(
                    Columns.uuids(fresh, f -> f.before().map(RequestId::value).orElse(null)))
                .addLocalDate(firstDay(marked))
                .addLocalDate(lastDay(marked)))
        .mapEmpty();
  }

  private static List<Offer> marked(List<Offer> offers) {
    return offers.stream().filter(offer -> offer.mark().isPresent()).toList();
  }

  private static List<KnownMark> read(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(MarkStatements::mark).toList();
  }

  private static KnownMark mark(Row row) {
    return new KnownMark(
        new AccountId(row.getUUID("account_id")),
        digest(row, "key_hash"),
        digest(row, "body_hash"),
        new RequestId(row.getUUID("request_id")),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static Digest digest(Row row, String column) {
    return Digest.of(row.getBuffer(column).getBytes());
  }

  private static <T> Buffer[] digests(Collection<T> rows, Function<T, Digest> column) {
    return rows.stream()
        .map(row -> Buffer.buffer(column.apply(row).bytes()))
        .toArray(Buffer[]::new);
  }

  private static RepeatMark markOf(Offer offer) {
    return offer.mark().orElseThrow();
  }

  private static LocalDate firstDay(List<Offer> marked) {
    return Columns.day(
        marked.stream()
            .map(offer -> offer.submission().at().minus(markOf(offer).within()))
            .min(Comparator.naturalOrder())
            .orElseThrow());
  }

  /** A day more: the clock of another api process may be ahead of ours. */
  private static LocalDate lastDay(List<Offer> marked) {
    return Columns.day(
            marked.stream()
                .map(offer -> offer.submission().at())
                .max(Comparator.naturalOrder())
                .orElseThrow())
        .plusDays(1);
  }
}
