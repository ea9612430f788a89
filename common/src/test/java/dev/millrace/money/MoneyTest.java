package dev.millrace.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource({"0.000000001, 0.000000001", "12.50, 12.5", "100, 100", "0.0, 0", "-3.10, -3.1"})
  void isWrittenAsAPlainDecimalWithoutTrailingZeros(String read, String written) {
    assertThat(Money.parse(read)).hasToString(written);
  }

  @Test
  void comesBackFromItsTextUnchanged() {
    new Random(9)
        .longs(10_000)
        .mapToObj(Money::new)
        .forEach(money -> assertThat(Money.parse(money.toString())).isEqualTo(money));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0000000001", "9223372036.854775808", "1e30"})
  void refusesWhatItCannotHoldExactly(String dollars) {
    assertThatThrownBy(() -> Money.parse(dollars)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({"0.0000000004, 0", "0.0000000005, 1", "0.0000000015, 2", "1.0000000024, 1000000002"})
  void roundsHalvesUp(String dollars, long nanos) {
    assertThat(Money.rounded(new BigDecimal(dollars))).isEqualTo(new Money(nanos));
  }

  @ParameterizedTest
  @CsvSource({"0.0000000001, 1", "0.000000001, 1", "0.0000000011, 2", "0, 0"})
  void coversByTheNextNanoDollar(String dollars, long nanos) {
    assertThat(Money.covering(new BigDecimal(dollars))).isEqualTo(new Money(nanos));
  }

  @Test
  void sumsThatOverflowAreRefusedNotWrapped() {
    var most = new Money(Long.MAX_VALUE);
    var least = new Money(Long.MIN_VALUE);

    assertThatThrownBy(() -> most.plus(new Money(1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> least.minus(new Money(1))).isInstanceOf(ArithmeticException.class);
  }
}
