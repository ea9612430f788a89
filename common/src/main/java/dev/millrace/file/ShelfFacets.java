package dev.millrace.file;

/**
 * How many files there are of each sort. A file may be of several.
 *
 * @param inputs those that some request took
 * @param areCapped whether counting stopped: there are at least so many
 */
public record ShelfFacets(
    long all,
    long favourites,
    long uploads,
    long outputs,
    long external,
    long inputs,
    boolean areCapped) {
  /** More files than these are not counted. */
  public static final int MOST = 100_000;
}
