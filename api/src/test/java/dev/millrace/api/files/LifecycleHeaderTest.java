package dev.millrace.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fault.FaultException;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleHeaderTest {
  private static final String NAME = "X-Modelrunner-Object-Lifecycle-Preference";
  private static final Optional<Duration> USUAL = Optional.of(Duration.ofDays(30));

  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  private final LifecycleHeader lifecycle = new LifecycleHeader(new ObjectMapper());

  @Test
  void whoSaysNothingGetsTheUsual() {
    assertThat(lifecycle.life(headers, USUAL)).isEqualTo(USUAL);
    assertThat(lifecycle.life(headers, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Modelrunner-Object-Lifecycle-Preference | 60",
        "X-Modelrunner-Object-Lifecycle-Preference | 157680000",
        "x-fal-object-lifecycle-preference | 3600"
      })
  void aLifeWithinItsBoundsIsTaken(String header, long seconds) {
    headers.add(header, "{\"expiration_duration_seconds\": %d}".formatted(seconds));

    assertThat(lifecycle.life(headers, USUAL)).contains(Duration.ofSeconds(seconds));
  }

  @Test
  void nullIsForEverWhateverIsUsual() {
    headers.add(NAME, "{\"expiration_duration_seconds\": null}");

    assertThat(lifecycle.life(headers, USUAL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "60",
        "{}",
        "{",
        "[]",
        "{\"expiration_duration_seconds\": 59}",
        "{\"expiration_duration_seconds\": 157680001}",
        "{\"expiration_duration_seconds\": 60.5}",
        "{\"expiration_duration_seconds\": \"60\"}",
        "{\"expiration_duration_seconds\": 99999999999999999999}",
        "{\"expiration_duration_seconds\": 60, \"initial_acl\": {}}",
        "{\"expiration\": 60}"
      })
  void anythingElseIsRefused(String value) {
    headers.add(NAME, value);

    assertThatThrownBy(() -> lifecycle.life(headers, USUAL))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(NAME + " must be {")
        .hasMessageContaining("60 to 157680000 or null");
  }
}
