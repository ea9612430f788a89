package dev.millrace.postgres.queue;

import dev.millrace.queue.Payloads;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** Reads what went in and what came out. */
final class PayloadRows {
  private PayloadRows() {}

  /** The payloads of one request. */
  static Payloads payloads(List<Row> rows) {
    return new Payloads(body(rows, "input"), body(rows, "output"));
  }

  private static Optional<String> body(List<Row> rows, String kind) {
    return rows.stream()
        .filter(row -> kind.equals(row.getString("kind")))
        .map(row -> row.getString("body"))
        .filter(body -> body != null)
        .findFirst();
  }
}
