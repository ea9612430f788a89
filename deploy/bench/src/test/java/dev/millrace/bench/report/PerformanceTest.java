package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceTest {
  @TempDir Path root;
  private Performance performance;

  @BeforeEach
  void inAnEmptyCheckout() {
    performance = Performance.in(root);
  }

  @Test
  void whatIsKeptIsReadAgainAsItWas() throws Exception {
    performance.write(Sheets.ofTheQueue());

    assertThat(performance.sheets()).containsExactly(Sheets.ofTheQueue());
  }

  @Test
  void aPartIsShownAsATableAndAsBars() throws Exception {
    performance.write(Sheets.ofTheQueue());

    var pages = root.resolve("docs/reference/performance");
    assertThat(pages.resolve("queue.md")).content().contains("(queue.svg)");
    assertThat(pages.resolve("queue.svg")).content().startsWith("<svg");
  }

  @Test
  void theSummaryHasTheLastSheetOfEachPart() throws Exception {
    performance.write(Sheets.of("starts"));
    performance.write(Sheets.of(Sheets.PART));
    performance.write(Sheets.ofTheQueue());

    performance.summarize();

    assertThat(Files.readString(root.resolve("docs/reference/performance/summary.md")))
        .containsOnlyOnce("≤ 4 ms")
        .containsSubsequence("| [queue](queue.md) | 2026", "| [starts](starts.md) | 2026");
  }

  @Test
  void whatIsNotMeantForTheDocsStandsApart() throws Exception {
    System.setProperty(Performance.APART, "target/apart");
    try {
      Performance.in(root).write(Sheets.ofTheQueue());
    } finally {
      System.clearProperty(Performance.APART);
    }

    assertThat(root.resolve("target/apart/queue.md")).content().contains("(queue.svg)");
    assertThat(root.resolve("docs")).doesNotExist();
    assertThat(performance.sheets()).isEmpty();
  }

  @Test
  void whereNothingWasMeasuredTheSummaryIsEmpty() throws Exception {
    performance.summarize();

    assertThat(performance.sheets()).isEmpty();
  }
}
