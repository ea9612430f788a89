package dev.millrace.account;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of an account's ledger are asked for.
 *
 * @param from the first moment
 * @param until the first moment after them; at least {@code from}
 * @param kinds what moved; never empty
 */
public record StatementQuery(
    Instant from, Instant until, Set<LedgerEntry.Kind> kinds, Order order) {
  /** Before anything that was ever written. */
  public static final Instant EVER = Instant.EPOCH;

  /** After anything that will be written, and still a moment that every engine knows. */
  public static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

  public static final StatementQuery EVERYTHING =
      new StatementQuery(EVER, FOR_EVER, EnumSet.allOf(LedgerEntry.Kind.class), Order.LATEST_FIRST);

  /** The order in time; entries of one moment are ordered by id. */
  public enum Order {
    LATEST_FIRST,
    OLDEST_FIRST
  }

  /** Between which entries a page begins. */
  public record Place(Instant at, long id) implements Comparable<Place> {
    public static Place of(LedgerEntry entry) {
      return new Place(entry.at(), entry.id());
    }

    @Override
    public int compareTo(Place other) {
      return at.equals(other.at) ? Long.compare(id, other.id) : at.compareTo(other.at);
    }
  }

  public StatementQuery {
    if (until.isBefore(from) || kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "a statement goes from %s to no earlier than that, unlike %s, and holds some kind of entry: %s"
              .formatted(from, until, kinds));
    }
    kinds = EnumSet.copyOf(kinds);
  }

  /**
   * The place behind which the next entries stand, in the order asked for: behind the entry that
   * was told last, or at the edge of the range, which no place can leave. No entry has the id 0.
   */
  public Place begin(Optional<Place> toldLast) {
    return switch (order) {
      case LATEST_FIRST -> {
        var edge = new Place(until, 0);
        yield toldLast.filter(place -> place.compareTo(edge) < 0).orElse(edge);
      }
      case OLDEST_FIRST -> {
        var edge = new Place(from, 0);
        yield toldLast.filter(place -> place.compareTo(edge) > 0).orElse(edge);
      }
    };
  }
}
