package dev.millrace.file;

import dev.millrace.blob.BlobWalk.Seen;
import dev.millrace.file.ObjectKey.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of the walk through the store, judged by what can be seen of it. Pure.
 *
 * @param old keys of ours that are old enough to ask who names them
 * @param strange keys that we never write
 */
public record Stretch(Place place, List<Seen> seen, List<ObjectKey> old, int strange) {
  /** Judges the page: what was written after {@code youngest} is left alone. */
  public static Stretch of(Place place, List<Seen> seen, Instant youngest) {
    var keys =
        seen.stream()
            .filter(object -> !object.writtenAt().isAfter(youngest))
            .map(object -> place.read(object.key()))
            .toList();
    return new Stretch(
        place,
        List.copyOf(seen),
        keys.stream().flatMap(Optional::stream).toList(),
        (int) keys.stream().filter(Optional::isEmpty).count());
  }

  /** Where the walk stands after it: the prefix and the last key; empty when this was the end. */
  public Optional<Stand> then(int page) {
    return seen.size() < page
        ? place.next().map(next -> new Stand(next.prefix(), ""))
        : Optional.of(new Stand(place.prefix(), seen.getLast().key()));
  }

  /**
   * A point of the walk.
   *
   * @param prefix of the place that is walked; empty when no walk is under way
   * @param after the last key of the page before
   */
  public record Stand(String prefix, String after) {
    /** No walk is under way. */
    public static final Stand NONE = new Stand("", "");

    /** Where it goes on; from the beginning when none is under way. */
    public Place place() {
      return Place.of(prefix).orElse(Place.values()[0]);
    }
  }
}
