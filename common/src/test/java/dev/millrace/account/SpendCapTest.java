package dev.millrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.SpendCap.Period;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SpendCapTest {
  private static final AccountId ANN = new AccountId(new UUID(0, 1));
  private static final UUID KEY = new UUID(0, 2);
  private static final LocalDate DAY = LocalDate.parse("2026-02-28");

  @Test
  void anAccountsCapBoundsAllItsKeysAndAKeysOnlyItself() {
    assertThat(cap(Optional.empty(), Period.DAY).bounds(ANN, KEY)).isTrue();
    assertThat(cap(Optional.of(KEY), Period.DAY).bounds(ANN, KEY)).isTrue();
    assertThat(cap(Optional.of(KEY), Period.DAY).bounds(ANN, new UUID(0, 3))).isFalse();
    assertThat(cap(Optional.empty(), Period.DAY).bounds(new AccountId(KEY), KEY)).isFalse();
  }

  @Test
  void atMidnightUtcNothingIsSpentOfADailyCapButWhatIsHeldStays() {
    var cap = cap(Optional.empty(), Period.DAY);

    assertThat(cap.at(Instant.parse("2026-02-28T23:59:59.999Z")).left())
        .isEqualTo(Money.parse("0.125"));
    assertThat(cap.at(Instant.parse("2026-03-01T00:00:00Z")).left())
        .isEqualTo(Money.parse("0.625"));
  }

  @Test
  void aTotalCapNeverForgets() {
    assertThat(cap(Optional.empty(), Period.TOTAL).at(Instant.parse("2027-01-01T00:00:00Z")).left())
        .isEqualTo(Money.parse("0.125"));
  }

  /** Another process, whose clock is ahead, has charged on the next day already. */
  @Test
  void aClockThatIsBehindDoesNotGiveBackWhatWasSpent() {
    assertThat(cap(Optional.empty(), Period.DAY).at(Instant.parse("2026-02-27T23:59:59Z")).left())
        .isEqualTo(Money.parse("0.125"));
  }

  @Test
  void whatIsInUseBeyondALoweredCapLeavesNothing() {
    assertThat(cap(Optional.empty(), Period.DAY).holding(Money.parse("7")).left())
        .isEqualTo(Money.ZERO);
  }

  @Test
  void theFaultOfADailyCapSaysWhatIsUsedAndWhenItResets() {
    var fault = cap(Optional.of(KEY), Period.DAY).reached(Money.parse("0.2"));

    assertThat(fault.code()).isEqualTo(FaultCode.SPEND_CAP_REACHED);
    assertThat(fault.details())
        .containsExactly(
            Map.entry("cap", "1"),
            Map.entry("period", "day"),
            Map.entry("scope", "key"),
            Map.entry("spent", "0.5"),
            Map.entry("held", "0.375"),
            Map.entry("needed", "0.2"),
            Map.entry("available", "0.125"),
            Map.entry("resetsAt", "2026-03-01T00:00:00Z"));
    assertThat(fault.message())
        .isEqualTo(
            "this request may cost up to 0.2 USD, and the daily spend cap of this key (1 USD)"
                + " leaves 0.125 USD: 0.5 USD is spent and 0.375 USD held by what is under way;"
                + " wait until 2026-03-01T00:00:00Z, or raise the cap");
  }

  @Test
  void theFaultOfATotalCapPromisesNoReset() {
    var fault = cap(Optional.empty(), Period.TOTAL).reached(Money.parse("0.2"));

    assertThat(fault.details())
        .containsEntry("period", "total")
        .containsEntry("scope", "account")
        .doesNotContainKey("resetsAt");
    assertThat(fault.message()).endsWith("raise the cap, or remove it");
  }

  private static SpendCap cap(Optional<UUID> key, Period period) {
    return new SpendCap(
        new UUID(0, 9),
        ANN,
        key,
        period,
        Money.parse("1"),
        Money.parse("0.375"),
        Money.parse("0.5"),
        DAY);
  }
}
