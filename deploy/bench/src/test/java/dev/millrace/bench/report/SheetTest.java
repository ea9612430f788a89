package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SheetTest {
  private static final Figure FIRST = Sheets.figure("first, 1 connection", "rate", 1);
  private static final Figure SECOND = Sheets.figure("second, 1 connection", "rate", 2);
  private static final Figure ELSEWHERE = Sheets.figure("first, 2 connections", "rate", 3);

  private final Sheet sheet = Sheets.of(Sheets.PART, FIRST, SECOND, ELSEWHERE);

  @Test
  void figuresAreComparedWithTheFirstOfTheSameMetricAndCircumstances() {
    assertThat(sheet.baseOf(SECOND)).contains(FIRST);
  }

  @Test
  void figuresAreComparedWithTheNamedOneWhereItIs() {
    assertThat(sheet.against("second").baseOf(FIRST)).contains(SECOND);
    assertThat(sheet.against("nobody").baseOf(SECOND)).contains(FIRST);
  }

  @Test
  void aFigureWithoutAnotherIsNotCompared() {
    assertThat(sheet.baseOf(ELSEWHERE)).isEmpty();
  }

  @Test
  void ratiosAreNotComparedAgain() {
    sheet.add(SECOND.over(FIRST));
    sheet.add(SECOND.over(FIRST));

    assertThat(sheet.baseOf(SECOND.over(FIRST))).isEmpty();
  }

  @Test
  void aFigureOfAnotherPartIsRefused() {
    var other = Sheets.of("lone");

    assertThatThrownBy(() -> other.add(FIRST)).hasMessageContaining("not of lone");
  }
}
