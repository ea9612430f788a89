package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultException;
import dev.millrace.request.Basis.Payer;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WantedPayerTest {
  @ParameterizedTest
  @CsvSource({"platform, PLATFORM", "account, ACCOUNT", "' Account ', ACCOUNT"})
  void aCallMaySayWhoPays(String text, Payer payer) {
    assertThat(WantedPayer.in(headers(text))).contains(payer);
  }

  @Test
  void aCallThatSaysNothingLeavesItToUs() {
    assertThat(WantedPayer.in(MultiMap.caseInsensitiveMultiMap())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "", "me", "platform, account"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> WantedPayer.in(headers(text)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("X-Millrace-Payer");
  }

  private static MultiMap headers(String payer) {
    return MultiMap.caseInsensitiveMultiMap().add("x-millrace-payer", payer);
  }
}
