package dev.millrace.postgres.queue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Turns lists of values into the arrays that set-based statements take, a column each. */
public final class Columns {
  private Columns() {}

  public static <T> UUID[] uuids(Collection<T> rows, Function<T, UUID> column) {
    return rows.stream().map(column).toArray(UUID[]::new);
  }

  public static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  public static <T> Long[] longs(Collection<T> rows, ToLongFunction<T> column) {
    return rows.stream().map(column::applyAsLong).toArray(Long[]::new);
  }

  public static <T> Integer[] integers(Collection<T> rows, ToIntFunction<T> column) {
    return rows.stream().map(column::applyAsInt).toArray(Integer[]::new);
  }

  public static <T> OffsetDateTime[] times(Collection<T> rows, Function<T, Instant> column) {
    return rows.stream().map(row -> time(column.apply(row))).toArray(OffsetDateTime[]::new);
  }

  public static <T> OffsetDateTime[] perhaps(
      Collection<T> rows, Function<T, Optional<Instant>> column) {
    return rows.stream()
        .map(row -> column.apply(row).map(Columns::time).orElse(null))
        .toArray(OffsetDateTime[]::new);
  }

  public static <T> Boolean[] flags(Collection<T> rows, Predicate<T> column) {
    return rows.stream().map(column::test).toArray(Boolean[]::new);
  }

  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The day (UTC) that a time falls on, as {@code utc_day} has it. */
  static LocalDate day(Instant instant) {
    return time(instant).toLocalDate();
  }
}
