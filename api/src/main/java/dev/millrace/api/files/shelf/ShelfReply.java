package dev.millrace.api.files.shelf;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.api.files.FileReply;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.file.ShelfPage;
import dev.millrace.file.ShelfSlice;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list of files.
 *
 * @param nextCursor brings the next part; null on the last
 */
@Schema(name = "FilePage")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ShelfReply(List<FileReply> items, Pagination pagination, String nextCursor) {

  /**
   * Where the part stands.
   *
   * @param page null when the part was asked for by cursor
   * @param total how many pass the filters; at least so many when {@code totalIsCapped}
   */
  @Schema(name = "FilePagination")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Pagination(Integer page, int limit, long total, long totalPages, boolean totalIsCapped) {}

  static ShelfReply of(FileSearchReader.Search search, ShelfPage found, PublicUrl base) {
    var slice = search.slice();
    return new ShelfReply(
        found.files().stream().map(file -> FileReply.of(file, base)).toList(),
        new Pagination(
            slice.after().isPresent() ? null : slice.skip() / slice.limit() + 1,
            slice.limit(),
            found.total(),
            (found.total() + slice.limit() - 1) / slice.limit(),
            found.totalIsCapped()),
        found.hasMore() ? FileCursor.write(ShelfSlice.Mark.of(found.files().getLast())) : null);
  }
}
