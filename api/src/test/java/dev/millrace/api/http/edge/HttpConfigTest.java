package dev.millrace.api.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpConfigTest {

  @Test
  void theDefaultsAreThoseThatWePromise() {
    var config = Settings.of(HttpConfig.class, Map.of());

    assertThat(config.maxUri().asLongValue()).isEqualTo(8 * 1024);
    assertThat(config.maxHeader().asLongValue()).isEqualTo(16 * 1024);
    assertThat(config.maxHeaders().asLongValue()).isEqualTo(32 * 1024);
    assertThat(config.maxBody().asLongValue()).isEqualTo(10 * 1024 * 1024);
    assertThat(config.maxDrain().asLongValue()).isEqualTo(64 * 1024 * 1024);
    assertThat(config.drainWithin()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.slowAfter()).isEqualTo(Duration.ofSeconds(65));
  }

  @Test
  void eachSettingArrives() {
    var config =
        Settings.of(
            HttpConfig.class,
            Map.of(
                "millrace.http.max-uri", "1K",
                "millrace.http.max-header", "2K",
                "millrace.http.max-headers", "3K",
                "millrace.http.max-body", "4K",
                "millrace.http.max-drain", "5K",
                "millrace.http.drain-within", "PT6S",
                "millrace.http.slow-after", "PT7S"));

    assertThat(config.maxUri().asLongValue()).isEqualTo(1024);
    assertThat(config.maxHeader().asLongValue()).isEqualTo(2 * 1024);
    assertThat(config.maxHeaders().asLongValue()).isEqualTo(3 * 1024);
    assertThat(config.maxBody().asLongValue()).isEqualTo(4 * 1024);
    assertThat(config.maxDrain().asLongValue()).isEqualTo(5 * 1024);
    assertThat(config.drainWithin()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.slowAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whatIsNoSizeIsRefused() {
    assertThatThrownBy(
            () -> Settings.of(HttpConfig.class, Map.of("millrace.http.max-body", "much")))
        .hasMessageContaining("millrace.http.max-body");
  }
}
