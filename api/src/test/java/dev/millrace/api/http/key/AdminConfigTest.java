package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultException;
import dev.millrace.testing.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminConfigTest {

  @Test
  void byDefaultThereIsNoKey() {
    assertThat(Settings.of(AdminConfig.class, Map.of()).key()).isEmpty();
  }

  @Test
  void aKeyArrives() {
    assertThat(Settings.of(AdminConfig.class, Map.of("millrace.admin.key", "k")).key())
        .contains("k");
  }

  @Test
  void aBlankKeyOpensNothing() {
    assertThatThrownBy(() -> new AdminGate(Optional.of(" ")).check(null))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("switched off");
  }
}
