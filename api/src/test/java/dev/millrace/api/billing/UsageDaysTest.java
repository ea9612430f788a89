package dev.millrace.api.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageDaysTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

  @Test
  void aWeekUpToTodayIsTheUsual() {
    assertThat(UsageDays.read(null, null, null, TODAY))
        .isEqualTo(new UsageDays(LocalDate.of(2026, 3, 4), TODAY));
  }

  @Test
  void daysCountTodayIn() {
    assertThat(UsageDays.read("1", null, null, TODAY)).isEqualTo(new UsageDays(TODAY, TODAY));
    assertThat(UsageDays.read("365", null, null, TODAY).count()).isEqualTo(365);
  }

  @Test
  void aRangeHoldsBothItsEnds() {
    var range = UsageDays.read(null, "2026-02-01", "2026-02-28", TODAY);

    assertThat(range.count()).isEqualTo(28);
    assertThat(UsageDays.read(null, "2026-03-10", null, TODAY).count()).isEqualTo(1);
    assertThat(UsageDays.read(null, null, "2026-02-28", TODAY).count()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "366", "x", "", "7.5", "99999999999"})
  void otherNumbersOfDaysAreRefused(String days) {
    assertThatThrownBy(() -> UsageDays.read(days, null, null, TODAY))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("days must be");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, 2026-03-01, from (2026-03-02) must not be later than to (2026-03-01)",
    "2025-03-01, 2026-03-01, more than 365 days apart",
    "2026-02-30, 2026-03-01, from must be a day such as",
    "2026-03-01, soon, to must be a day such as",
    "2026-03-01T00:00:00Z, 2026-03-02, from must be a day such as",
    "+99999-01-01, 2026-03-02, from must lie between the years"
  })
  void aRangeThatCannotBeIsRefusedByName(String from, String to, String message) {
    assertThatThrownBy(() -> UsageDays.read(null, from, to, TODAY))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(message);
  }

  @Test
  void daysBesideARangeAreRefused() {
    assertThatThrownBy(() -> UsageDays.read("7", "2026-03-01", null, TODAY))
        .hasMessageContaining("days cannot be given beside from and to");
  }
}
