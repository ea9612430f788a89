package dev.millrace.postgres.queue;

import dev.millrace.file.StoredFile;
import dev.millrace.payload.Elsewhere;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.AttemptId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Writes what some requests leave behind when they end, a statement each: the attempt that failed,
 * files, and an output that is not stored. Nothing is sent where no request leaves any. Most
 * batches have none, and each statement costs PostgreSQL as much with no row as with one.
 */
public final class EndStatements {
  private static final String ATTEMPTS = SqlFile.read("queue/keep_failed_attempts");
  private static final String FILES = SqlFile.read("queue/keep_output_files");
  private static final String UNSTORED = SqlFile.read("queue/keep_unstored_outputs");

  private EndStatements() {}

  /**
   * What the last attempt of a request leaves behind.
   *
   * @param attempt its number is 0 where the request ended before any began
   * @param output null when there is none
   */
  public record Leaving(
      AttemptId attempt, boolean failed, List<StoredFile> files, String output, boolean stored) {
    private boolean hasUnstoredOutput() {
      return output != null && !stored;
    }
  }

  private record FileOf(AttemptId attempt, StoredFile file) {}

  /**
   * To be sent behind the statement that ends the attempts, in its transaction: those that it did
   * not end leave nothing.
   */
  public static Future<?> keep(SqlConnection connection, Collection<Leaving> all) {
    var failed = all.stream().filter(Leaving::failed).toList();
    var unstored = all.stream().filter(Leaving::hasUnstoredOutput).toList();
    return Future.join(
        Futures.forRows(connection, ATTEMPTS, failed, EndStatements::attempts),
        Futures.forRows(connection, FILES, filesOf(all), EndStatements::files),
        Futures.forRows(connection, UNSTORED, unstored, EndStatements::outputs));
  }

  private static List<FileOf> filesOf(Collection<Leaving> all) {
    var files = new ArrayList<FileOf>();
    for (var one : all) {
      one.files().forEach(file -> files.add(new FileOf(one.attempt(), file)));
    }
    return files;
  }

  private static Tuple attempts(List<Leaving> failed) {
    return attempts(failed, Leaving::attempt);
  }

  private static Tuple files(List<FileOf> files) {
    return attempts(files, FileOf::attempt)
        .addArrayOfUUID(Columns.uuids(files, f -> f.file.id()))
        .addArrayOfString(Columns.texts(files, f -> f.file.key()))
        .addArrayOfString(Columns.texts(files, f -> f.file.name()))
        .addArrayOfString(Columns.texts(files, f -> f.file.contentType()))
        .addArrayOfLong(Columns.longs(files, f -> f.file.size()));
  }

  private static Tuple outputs(List<Leaving> unstored) {
    return attempts(unstored, Leaving::attempt)
        .addArrayOfString(Columns.texts(unstored, l -> Elsewhere.bodyOrNull(l.output())))
        .addArrayOfString(Columns.texts(unstored, l -> Elsewhere.keyOrNull(l.output())));
  }

  private static <T> Tuple attempts(List<T> rows, Function<T, AttemptId> attempt) {
    return Tuple.tuple()
        .addArrayOfUUID(Columns.uuids(rows, row -> attempt.apply(row).request().value()))
        .addArrayOfInteger(Columns.integers(rows, row -> attempt.apply(row).number()));
  }
}
