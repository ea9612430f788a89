package dev.millrace.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where figures are kept, as JSON, and shown, as pages. */
public final class Performance {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Names the folder below the checkout where this process keeps and shows figures that are not
   * meant for the docs.
   */
  public static final String APART = "millrace.performance.apart";

  private final Path figures;
  private final Path pages;

  private Performance(Path figures, Path pages) {
    this.figures = figures;
    this.pages = pages;
  }

  /**
   * @param root the checkout
   */
  public static Performance in(Path root) {
    var apart = System.getProperty(APART);
    return apart == null
        ? new Performance(
            root.resolve("deploy/bench/target/speed"), root.resolve("docs/reference/performance"))
        : new Performance(root.resolve(apart), root.resolve(apart));
  }

  /** Keeps a sheet in place of the last one of its part, and shows it. */
  public void write(Sheet sheet) throws IOException {
    Files.createDirectories(figures);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(figures.resolve(sheet.part() + ".json").toFile(), sheet);
    show(sheet.part() + ".md", new SheetPage(sheet).text());
    show(sheet.part() + ".svg", new Plot(sheet).svg());
  }

  /** Shows the targets of all parts that were ever kept here, each with what was measured last. */
  public void summarize() throws IOException {
    show("summary.md", new SummaryPage(sheets()).text());
  }

  /** The last sheet of each part, in alphabetical order. */
  List<Sheet> sheets() throws IOException {
    if (!Files.isDirectory(figures)) {
      return List.of();
    }
    var read = new ArrayList<Sheet>();
    try (var files = Files.newDirectoryStream(figures, "*.json")) {
      for (var file : files) {
        read.add(JSON.readValue(file.toFile(), Sheet.class));
      }
    }
    read.sort(Comparator.comparing(Sheet::part));
    return List.copyOf(read);
  }

  private void show(String name, String text) throws IOException {
    Files.createDirectories(pages);
    Files.writeString(pages.resolve(name), text);
  }
}
