package dev.millrace.postgres.queue;

import dev.millrace.file.RequestFiles;
import dev.millrace.request.RequestId;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Which requests took which files: three columns of equal length, for {@code file_use}. */
public final class FileUseColumns {
  private FileUseColumns() {}

  private record Use(UUID request, UUID file, short position) {}

  /** Appends the columns. */
  public static <T> void add(
      Tuple values,
      Collection<T> rows,
      Function<T, RequestId> request,
      Function<T, RequestFiles> files) {
    List<Use> uses = new ArrayList<>();
    for (var row : rows) {
      short position = 0;
      for (var file : files.apply(row).inputs()) {
        uses.add(new Use(request.apply(row).value(), file, position++));
      }
    }
    values
        .addArrayOfUUID(Columns.uuids(uses, Use::file))
        .addArrayOfUUID(Columns.uuids(uses, Use::request))
        .addArrayOfShort(uses.stream().map(Use::position).toArray(Short[]::new));
  }
}
