package dev.millrace.bench.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All figures of one part, in the order in which they were added, and what they were taken on.
 *
 * @param part as the subcommand is called
 * @param date in UTC, as 2026-01-31
 * @param rounds how often each figure was taken
 * @param seconds of each round; 0 when a round is over with what it times
 * @param base who others are compared with, as {@link Figure#who}; empty for whoever comes first
 */
public record Sheet(
    String part,
    Machine machine,
    String date,
    int rounds,
    int seconds,
    String base,
    List<Figure> figures) {

  public Sheet {
    figures = new ArrayList<>(figures);
  }

  /** An empty sheet of today and this machine. */
  public static Sheet of(String part, int rounds, int seconds) {
    return new Sheet(
        part,
        Machine.here(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        rounds,
        seconds,
        "",
        List.of());
  }

  /** A copy that compares with this one where it can, else with whoever comes first. */
  public Sheet against(String who) {
    return new Sheet(part, machine, date, rounds, seconds, who, figures);
  }

  /**
   * Adds a figure behind the others.
   *
   * @throws IllegalArgumentException when it is of another part
   */
  public void add(Figure figure) {
    if (!figure.part().equals(part)) {
      throw new IllegalArgumentException(
          "%s, %s is of the part %s, not of %s"
              .formatted(figure.name(), figure.metric(), figure.part(), part));
    }
    figures.add(figure);
  }

  /** Those so far. */
  @Override
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** The figure of that name and metric, once it was added. */
  public Optional<Figure> find(String name, String metric) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name) && figure.metric().equals(metric))
        .findFirst();
  }

  /** Figures by metric, in the order in which they were added. */
  Map<String, List<Figure>> byMetric() {
    return figures.stream()
        .collect(Collectors.groupingBy(Figure::metric, LinkedHashMap::new, Collectors.toList()));
  }

  /** With whom a figure is compared; empty when it is a ratio, or there is no other. */
  Optional<Figure> baseOf(Figure figure) {
    var others = figures.stream().filter(figure::isComparableWith).toList();
    if (others.size() < 2 || figure.unit().equals(Figure.TIMES)) {
      return Optional.empty();
    }
    return others.stream()
        .filter(other -> other.who().equals(base))
        .findFirst()
        .or(() -> Optional.of(others.getFirst()));
  }
}
