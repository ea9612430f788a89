package dev.millrace.api.files.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadQueryTest {

  @Test
  void withoutParametersItIsAsTheOperatorHasIt() {
    assertThat(ReadQuery.of(query()))
        .isEqualTo(new ReadQuery(true, Optional.empty(), Optional.empty()));
  }

  @Test
  void parametersAreTaken() {
    var query = query().add("redirect", "false").add("relay", "true").add("expires_in", "604800");

    assertThat(ReadQuery.of(query))
        .isEqualTo(new ReadQuery(false, Optional.of(true), Optional.of(Duration.ofDays(7))));
  }

  @ParameterizedTest
  @CsvSource({
    "redirect, no",
    "redirect, ''",
    "relay, 2",
    "expires_in, 59",
    "expires_in, 604801",
    "expires_in, -60",
    "expires_in, 1e3",
    "expires_in, ''",
    "expires_in, 99999999999999999999",
    "expires_in, PT1H"
  })
  void whatNobodyUnderstandsIsRefused(String name, String value) {
    assertThatThrownBy(() -> ReadQuery.of(query().add(name, value)))
        .isInstanceOfSatisfying(
            FaultException.class,
            refused -> {
              assertThat(refused.fault().code()).isEqualTo(FaultCode.MALFORMED);
              assertThat(refused.fault().message()).startsWith(name);
            });
  }

  private static MultiMap query() {
    return MultiMap.caseInsensitiveMultiMap();
  }
}
