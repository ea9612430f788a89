package dev.millrace.postgres.queue;

import dev.millrace.payload.Elsewhere;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Submission;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Writes what some terms need beside the request's row, a statement each: deadlines, and inputs
 * that are not stored. Nothing is sent where no submission has any. Most batches have none, and
 * each statement costs PostgreSQL as much with no row as with one.
 */
final class TermStatements {
  private static final String DEADLINES = SqlFile.read("queue/keep_deadlines");
  private static final String UNSTORED = SqlFile.read("queue/keep_unstored_inputs");

  private TermStatements() {}

  static Future<?> keep(SqlConnection connection, List<Submission> granted) {
    var due = granted.stream().filter(TermStatements::hasDeadline).toList();
    var unstored = granted.stream().filter(s -> !s.terms().stored()).toList();
    return Future.join(
        Futures.forRows(connection, DEADLINES, due, TermStatements::deadlines),
        Futures.forRows(connection, UNSTORED, unstored, TermStatements::inputs));
  }

  private static boolean hasDeadline(Submission submission) {
    var deadlines = submission.terms().deadlines();
    return deadlines.startBy().isPresent() || deadlines.finishBy().isPresent();
  }

  private static Tuple deadlines(List<Submission> due) {
    return ids(due)
        .addArrayOfOffsetDateTime(Columns.perhaps(due, s -> s.terms().deadlines().startBy()))
        .addArrayOfOffsetDateTime(Columns.perhaps(due, s -> s.terms().deadlines().finishBy()));
  }

  private static Tuple inputs(List<Submission> unstored) {
    return ids(unstored)
        .addArrayOfString(Columns.texts(unstored, s -> Elsewhere.bodyOrNull(s.input())))
        .addArrayOfString(Columns.texts(unstored, s -> Elsewhere.keyOrNull(s.input())));
  }

  private static Tuple ids(List<Submission> submissions) {
    return Tuple.tuple().addArrayOfUUID(Columns.uuids(submissions, s -> s.id().value()));
  }
}
