package dev.millrace.postgres.queue;

import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import java.time.Instant;
import java.time.ZoneOffset;

/** Gives requests of tests deadlines, as an admission would. */
final class Deadline {
  private Deadline() {}

  /** It must have ended by then. */
  static void set(Database database, RequestId request, Instant finishBy) {
    set(database, request, "finish_by", finishBy);
  }

  /** It must have started by then. */
  static void setStart(Database database, RequestId request, Instant startBy) {
    set(database, request, "start_by", startBy);
  }

  private static void set(Database database, RequestId request, String column, Instant at) {
    var time = at.atOffset(ZoneOffset.UTC);
    database.run("update request set " + column + " = $2 where id = $1", request.value(), time);
    database.run(
        "insert into request_deadline (due_at, request_id) values ($2, $1)", request.value(), time);
  }
}
