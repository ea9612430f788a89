package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyTrustTest {

  @Test
  void theDefaultsAreThoseThatWePromise() {
    assertThat(KeyTrust.of(Settings.of(KeyConfig.class, Map.of())))
        .isEqualTo(
            new KeyTrust(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                100_000));
  }

  @Test
  void eachSettingArrives() {
    var set =
        Settings.of(
            KeyConfig.class,
            Map.of(
                "millrace.http.key.fresh-for", "PT1S",
                "millrace.http.key.unknown-for", "PT3S",
                "millrace.http.key.trusted-for", "PT4S",
                "millrace.http.key.look-up-within", "PT5S",
                "millrace.http.key.max-keys", "6"));

    assertThat(KeyTrust.of(set))
        .isEqualTo(
            new KeyTrust(
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                6));
  }

  @Test
  void trustShorterThanFreshnessIsRefused() {
    var second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new KeyTrust(second.multipliedBy(2), second, second, second, 1))
        .hasMessageContaining("millrace.http.key.trusted-for (PT1S)");
  }

  @Test
  void noRoomForKeysIsRefused() {
    var second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new KeyTrust(second, second, second, second, 0))
        .hasMessageContaining("millrace.http.key.max-keys (0)");
  }
}
