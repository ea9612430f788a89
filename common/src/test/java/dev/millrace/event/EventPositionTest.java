package dev.millrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPositionTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "15, 1", "99999, 9223372036854775807"})
  void aPositionComesBackAsItWas(int partition, long offset) {
    var position = new EventPosition(partition, offset);

    assertThat(EventPosition.parse(position.toString())).contains(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "1-",
        "-1",
        "1",
        "a-1",
        "1-a",
        "1--1",
        "1-1-1",
        "+1-1",
        "1-+1",
        " 1-1",
        "1-1 ",
        "01-1",
        "1-01",
        "1.0-1",
        "1-1e3",
        "100000-1",
        "1-9223372036854775808",
        "1-99999999999999999999",
        "١-١",
        "1-1\n"
      })
  void whatNobodyWroteIsNoPosition(String text) {
    assertThat(EventPosition.parse(text)).isEmpty();
  }

  @Test
  void aVeryLongTextIsNoPosition() {
    assertThat(EventPosition.parse("1-" + "1".repeat(1_000_000))).isEmpty();
  }
}
