package dev.millrace.bench.report;

import dev.millrace.bench.contest.Samples;
import java.util.List;
import java.util.stream.Collectors;

/** A sheet as Markdown: one table, sorted by metric. */
public record SheetPage(Sheet sheet) {
  public String text() {
    return """
    # Speed: %1$s

    Written by `make bench-%1$s`; do not edit. [What is measured, how, and how to read it](README.md).

    %2$s, %3$s, on %4$s.

    ![The figures of %1$s as bars](%1$s.svg)

    | who | metric | median | range | ratio | target |
    |---|---|---:|---:|---:|---|
    %5$s

    %6$s
    """
        .formatted(
            sheet.part(),
            sheet.date(),
            rounds(sheet),
            sheet.machine().text(),
            rows(),
            comparison());
  }

  static String rounds(Sheet sheet) {
    var rounds = "%d %s".formatted(sheet.rounds(), sheet.rounds() == 1 ? "round" : "rounds");
    return sheet.seconds() == 0 ? rounds : "%s of %d s".formatted(rounds, sheet.seconds());
  }

  private String rows() {
    return sheet.byMetric().values().stream()
        .flatMap(List::stream)
        .map(this::row)
        .collect(Collectors.joining("\n"));
  }

  private String row(Figure figure) {
    return "| %s | %s | %s %s | %s | %s | %s |"
        .formatted(
            figure.name(),
            figure.metric(),
            Samples.text(figure.samples().median()),
            figure.unit(),
            range(figure.samples()),
            ratio(figure),
            figure.target());
  }

  private static String range(Samples samples) {
    return samples.values().size() == 1
        ? ""
        : "%s to %s".formatted(Samples.text(samples.least()), Samples.text(samples.most()));
  }

  private String ratio(Figure figure) {
    return sheet
        .baseOf(figure)
        .map(figure::ratioTo)
        .filter(ratio -> Double.isFinite(ratio))
        .map(ratio -> Samples.text(ratio) + " " + Figure.TIMES)
        .orElse("");
  }

  private String comparison() {
    return "Ratios are to %s, at the same metric and load."
        .formatted(
            sheet.base().isEmpty()
                ? "whoever comes first"
                : sheet.base() + ", where it was measured");
  }
}
