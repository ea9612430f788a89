package dev.millrace.postgres.queue;

import dev.millrace.file.RequestFiles;
import dev.millrace.postgres.SqlFile;
import dev.millrace.request.RequestId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Writes which requests took which files; nothing is sent where none took any. */
public final class FileUseStatement {
  private static final String KEEP = SqlFile.read("queue/keep_file_uses");

  private FileUseStatement() {}

  private record Use(UUID request, UUID file, short position) {}

  public static <T> Future<?> keep(
      SqlConnection connection,
      Collection<T> rows,
      Function<T, RequestId> request,
      Function<T, RequestFiles> files) {
    var uses = new ArrayList<Use>();
    for (var row : rows) {
      addUses(uses, request.apply(row), files.apply(row));
    }
    return Futures.forRows(connection, KEEP, uses, FileUseStatement::columns);
  }

  private static void addUses(List<Use> uses, RequestId request, RequestFiles files) {
    short position = 0;
    for (var file : files.inputs()) {
      uses.add(new Use(request.value(), file, position++));
    }
  }

  private static Tuple columns(List<Use> uses) {
    return Tuple.tuple()
        .addArrayOfUUID(Columns.uuids(uses, Use::file))
        .addArrayOfUUID(Columns.uuids(uses, Use::request))
        .addArrayOfShort(uses.stream().map(Use::position).toArray(Short[]::new));
  }
}
