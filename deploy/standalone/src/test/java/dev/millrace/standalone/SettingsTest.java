package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Path ROOT = Path.of("/checkout");

  @Test
  void needNothing() {
    assertThat(Settings.from(Map.of(), ROOT))
        .isEqualTo(new Settings(Path.of("/checkout/.millrace"), "127.0.0.1", 8080, 8090));
  }

  @Test
  void comeFromTheEnvironment() {
    var environment =
        Map.of(
            "MILLRACE_HOME", "/data",
            "MILLRACE_HOST", "0.0.0.0",
            "MILLRACE_PORT", "9000",
            "MILLRACE_SAMPLE_PORT", "9001");

    assertThat(Settings.from(environment, ROOT))
        .isEqualTo(new Settings(Path.of("/data"), "0.0.0.0", 9000, 9001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "-1", "65536", ""})
  void refuseWhatIsNoPort(String port) {
    assertThatThrownBy(() -> Settings.from(Map.of("MILLRACE_PORT", port), ROOT))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("MILLRACE_PORT is \"" + port + "\"");
  }

  @Test
  void urlNamesAnAddressThatCanBeReached() {
    assertThat(new Settings(ROOT, "0.0.0.0", 9000, 0).url()).isEqualTo("http://127.0.0.1:9000");
    assertThat(new Settings(ROOT, "192.0.2.1", 9000, 0).url()).isEqualTo("http://192.0.2.1:9000");
  }
}
