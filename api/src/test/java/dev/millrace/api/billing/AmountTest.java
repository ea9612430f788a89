package dev.millrace.api.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultException;
import dev.millrace.money.Money;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.000000001", "1", "12.50", "1e2", "1000000"})
  void anExactAmountIsTaken(String text) {
    assertThat(Amount.positive("amount", new BigDecimal(text))).isEqualTo(Money.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "0", "0.0000000001", "1000000.000000001", "1e999999999", "1e-999999999"})
  void anyOtherIsRefused(String text) {
    assertThatThrownBy(() -> Amount.positive("amount", new BigDecimal(text)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("amount");
  }

  @Test
  void anAbsentAmountIsZeroWhereItMayBe() {
    assertThat(Amount.orZero("credit", null)).isEqualTo(Money.ZERO);
    assertThatThrownBy(() -> Amount.positive("amount", null)).hasMessageContaining("required");
  }
}
