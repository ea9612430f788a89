package dev.millrace.history;

import dev.millrace.queue.RequestView;
import java.util.List;

/**
 * A part of what a search found.
 *
 * @param hasMore whether older ones follow
 * @param total how many there are altogether
 * @param totalIsCapped whether counting stopped there, and there are at least so many
 */
public record HistoryPage(
    List<RequestView> requests, boolean hasMore, long total, boolean totalIsCapped) {
  public HistoryPage {
    requests = List.copyOf(requests);
  }
}
