package dev.millrace.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.history.HistoryPage;
import java.util.List;

/**
 * A part of the history on the wire.
 *
 * @param page null when the part was asked for by cursor
 * @param total how many pass the filters; at least so many when {@code totalIsCapped}
 * @param nextCursor brings the next part; null on the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PageReply(
    Integer page,
    int limit,
    long total,
    long totalPages,
    boolean totalIsCapped,
    String nextCursor,
    List<ItemReply> data) {

  static PageReply of(HistorySearch search, HistoryPage found, List<ItemReply> data) {
    int limit = search.slice().limit();
    return new PageReply(
        search.slice().before().isPresent() ? null : search.slice().skip() / limit + 1,
        limit,
        found.total(),
        (found.total() + limit - 1) / limit,
        found.totalIsCapped(),
        found.hasMore() ? found.requests().getLast().id().toString() : null,
        data);
  }
}
