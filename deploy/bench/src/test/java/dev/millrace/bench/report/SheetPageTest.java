package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SheetPageTest {
  private final String page = new SheetPage(Sheets.ofTheQueue()).text();

  @Test
  void eachFigureIsARowWithItsRatio() {
    assertThat(page)
        .contains(
            "| Millrace, 64 connections | requests a second | 1,000 1/s | 900 to 1,200 | 1.00 × |  |",
            "| peer, 64 connections | requests a second | 500 1/s | 480 to 510 | 0.50 × |  |");
  }

  @Test
  void oneSampleHasNoRangeAndATargetIsShown() {
    assertThat(page)
        .contains("| Millrace, 64 connections | submit p50 | 4.50 1/s |  |  | ≤ 4 ms |");
  }

  @Test
  void itSaysWhenAndOnWhatItWasTaken() {
    assertThat(page)
        .contains(
            "2026-01-31, 3 rounds of 10 s, on 2 processors, 7,812 MiB of memory; JDK 25, Node 22");
  }

  @Test
  void roundsThatAreOverWithWhatTheyTimeHaveNoLength() {
    var ofTheQueue = Sheets.of(Sheets.PART);
    var sheet =
        new Sheet(
            "starts", ofTheQueue.machine(), ofTheQueue.date(), 3, 0, "", ofTheQueue.figures());

    assertThat(new SheetPage(sheet).text()).contains("2026-01-31, 3 rounds, on");
  }

  @Test
  void rowsOfOneMetricStandTogetherHoweverTheyWereAdded() {
    var sheet =
        Sheets.of(
            Sheets.PART,
            Sheets.figure("a", "rate", 1),
            Sheets.figure("a", "delay", 1),
            Sheets.figure("b", "rate", 1));

    assertThat(new SheetPage(sheet).text())
        .containsSubsequence("| a | rate", "| b | rate", "| a | delay");
  }

  @Test
  void theSummaryHasEveryTargetAndWhetherItWasKept() {
    var summary = new SummaryPage(List.of(Sheets.ofTheQueue())).text();

    assertThat(summary)
        .contains(
            "| [queue](queue.md) | Millrace, 64 connections: submit p50 | ≤ 4 ms | 4.50 1/s | **no** |")
        .doesNotContain("requests a second");
  }
}
