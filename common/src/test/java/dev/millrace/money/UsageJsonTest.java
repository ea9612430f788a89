package dev.millrace.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageJsonTest {
  @Test
  void whatIsZeroIsLeftOut() {
    assertThat(UsageJson.write(Usage.NONE)).isEqualTo("{}");
    assertThat(UsageJson.read("{}")).isEqualTo(Usage.NONE);
  }

  @Test
  void eachMediumIsKeptWithWhatItHas() {
    var usage =
        Usage.ofOutputs(3, Duration.ofMillis(5))
            .with(
                List.of(
                    Medium.ofPicture(640, 480),
                    Medium.ofSound(new BigDecimal("4.100000001")),
                    new Medium(1, 2, BigDecimal.TEN)));

    assertThat(UsageJson.write(usage))
        .isEqualTo(
            "{\"outputs\":3,\"media\":[{\"width\":640,\"height\":480},{\"seconds\":4.100000001},"
                + "{\"width\":1,\"height\":2,\"seconds\":10}],\"providerNanos\":5000000}");
    assertThat(UsageJson.read(UsageJson.write(usage))).isEqualTo(usage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"pixels\":1}",
        "{\"outputs\":-1}",
        "{\"outputs\":1.5}",
        "{\"outputs\":\"1\"}",
        "{\"outputs\":9223372036854775808}",
        "{\"media\":{}}",
        "{\"media\":[1]}",
        "{\"media\":[{\"width\":-1}]}",
        "{\"media\":[{\"width\":4294967297}]}",
        "{\"media\":[{\"seconds\":1e-10}]}",
        "{\"media\":[{\"depth\":1}]}",
      })
  void whatWasNeverWrittenIsRefused(String text) {
    assertThatThrownBy(() -> UsageJson.read(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
