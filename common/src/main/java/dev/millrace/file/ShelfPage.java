package dev.millrace.file;

import java.util.List;

/**
 * A part of what a search found.
 *
 * @param hasMore whether others follow
 * @param total how many there are altogether
 * @param totalIsCapped whether counting stopped there, and there are at least so many
 */
public record ShelfPage(
    List<ShelvedFile> files, boolean hasMore, long total, boolean totalIsCapped) {
  public ShelfPage {
    files = List.copyOf(files);
  }
}
