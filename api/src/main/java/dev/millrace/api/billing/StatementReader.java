package dev.millrace.api.billing;

import dev.millrace.account.LedgerEntry;
import dev.millrace.account.LedgerEntry.Kind;
import dev.millrace.account.StatementQuery;
import dev.millrace.account.StatementQuery.Order;
import dev.millrace.account.StatementQuery.Place;
import dev.millrace.api.http.fault.Refusal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads which part of a statement is asked for. Pure. */
final class StatementReader {
  private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})-(\\d{1,19})");
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private StatementReader() {}

  static StatementQuery query(String from, String to, List<String> kinds, String order) {
    var first = from == null ? StatementQuery.EVER : Moment.from("from", from);
    var until = to == null ? StatementQuery.FOR_EVER : Moment.until("to", to);
    if (!until.isAfter(first)) {
      throw Refusal.ofParameter("from", "(%s) must be earlier than to (%s)".formatted(from, to));
    }
    return new StatementQuery(first, until, kinds(kinds), order(order));
  }

  private static Set<Kind> kinds(List<String> words) {
    return words == null || words.isEmpty()
        ? EnumSet.allOf(Kind.class)
        : words.stream()
            .map(StatementReader::kind)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
  }

  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.ofParameter(
                    "kind",
                    "must be among "
                        + Arrays.toString(Kind.values()).toLowerCase(Locale.ROOT)
                        + ", once each"));
  }

  private static Order order(String word) {
    return switch (word) {
      case null -> Order.LATEST_FIRST;
      case "desc" -> Order.LATEST_FIRST;
      case "asc" -> Order.OLDEST_FIRST;
      default -> throw Refusal.ofParameter("order", "must be desc (latest first) or asc");
    };
  }

  /** As exact as the database keeps times, so that no entry is told twice or left out. */
  static String cursor(LedgerEntry entry) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()) + "-" + entry.id();
  }

  static Optional<Place> place(String cursor) {
    if (cursor == null) {
      return Optional.empty();
    }
    var parts = CURSOR.matcher(cursor);
    if (!parts.matches() || new BigInteger(parts.group(2)).compareTo(MOST) > 0) {
      throw Refusal.ofParameter("cursor", "is not one that this route gave out");
    }
    var at = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
    if (at.isAfter(StatementQuery.FOR_EVER)) {
      throw Refusal.ofParameter("cursor", "is not one that this route gave out");
    }
    return Optional.of(new Place(at, Long.parseLong(parts.group(2))));
  }
}
