package dev.millrace.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** Every target of all parts, and what was measured, as Markdown. */
public record SummaryPage(List<Sheet> sheets) {
  public String text() {
    return """
    # Speed: targets and what was measured

    Written by `make bench`; do not edit. [What is measured, how, and how to read it](README.md).

    | part | figure | target | measured | kept |
    |---|---|---|---|---|
    %s

    | part | date | rounds | machine |
    |---|---|---|---|
    %s
    """
        .formatted(
            sheets.stream()
                .flatMap(sheet -> sheet.figures().stream())
                .filter(figure -> !figure.target().isEmpty())
                .map(SummaryPage::row)
                .collect(Collectors.joining("\n")),
            sheets.stream().map(SummaryPage::row).collect(Collectors.joining("\n")));
  }

  private static String row(Figure figure) {
    return "| %s | %s: %s | %s | %s %s | %s |"
        .formatted(
            link(figure.part()),
            figure.name(),
            figure.metric(),
            figure.target(),
            figure.samples().text(),
            figure.unit(),
            kept(figure));
  }

  /** The median is judged. */
  private static String kept(Figure figure) {
    return new Goal(figure.target())
        .metBy(figure.samples().median())
        .map(met -> met ? "yes" : "**no**")
        .orElse("");
  }

  private static String row(Sheet sheet) {
    return "| %s | %s | %s | %s |"
        .formatted(
            link(sheet.part()), sheet.date(), SheetPage.rounds(sheet), sheet.machine().text());
  }

  private static String link(String part) {
    return "[%1$s](%1$s.md)".formatted(part);
  }
}
