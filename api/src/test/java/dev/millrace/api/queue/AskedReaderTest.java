package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.files.LifecycleHeader;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.Lane;
import dev.millrace.request.Deadlines;
import dev.millrace.testing.Settings;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedReaderTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  private static final Optional<Duration> PLAN = Optional.of(Duration.ofDays(30));

  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  private final AskedReader reader =
      new AskedReader(
          new LifecycleHeader(new ObjectMapper()),
          Settings.of(QueueConfig.class, Map.of("millrace.queue.longest-deadline", "PT1H")));

  @Test
  void whoSaysNothingGetsTheUsual() {
    var asked = reader.read(headers, PLAN);

    assertThat(asked)
        .isEqualTo(new Asked(Lane.NORMAL, Optional.empty(), Optional.empty(), true, PLAN));
    assertThat(asked.terms(NOW).deadlines()).isEqualTo(Deadlines.NONE);
  }

  @ParameterizedTest
  @CsvSource({"1, PT1S", "0.001, PT0.001S", "2.5, PT2.5S", "3600, PT1H", "3600.000, PT1H"})
  void deadlinesAreSecondsFromNow(String said, Duration within) {
    headers.add("X-Millrace-Start-Within", said).add("X-Millrace-Finish-Within", said);

    assertThat(reader.read(headers, PLAN).terms(NOW).deadlines())
        .isEqualTo(new Deadlines(Optional.of(NOW.plus(within)), Optional.of(NOW.plus(within))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0.0",
        "-1",
        "+1",
        "1e3",
        "3600.001",
        "1.2345",
        "NaN",
        "1 s",
        "9999999999"
      })
  void otherDeadlinesAreRefusedWithWhatIsAllowed(String said) {
    headers.add("X-Millrace-Finish-Within", said);

    assertThatThrownBy(() -> reader.read(headers, PLAN))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(
            "X-Millrace-Finish-Within must be a number of seconds above 0 and at most 3600");
  }

  @Test
  void whoSaysHowLongOutputsLiveIsHeard() {
    headers.add(
        "X-Modelrunner-Object-Lifecycle-Preference", "{\"expiration_duration_seconds\": 3600}");

    assertThat(reader.read(headers, PLAN).outputLife()).contains(Duration.ofHours(1));
  }

  @Test
  void forEverCanBeSaidAgainstThePlan() {
    headers.add("X-Fal-Object-Lifecycle-Preference", "{\"expiration_duration_seconds\": null}");

    assertThat(reader.read(headers, PLAN).outputLife()).isEmpty();
  }

  @Test
  void aLifecycleThatIsNotUnderstoodIsRefused() {
    headers.add("X-Modelrunner-Object-Lifecycle-Preference", "forever");

    assertThatThrownBy(() -> reader.read(headers, PLAN)).isInstanceOf(FaultException.class);
  }

  @Test
  void twoNamesThatSayDifferentThingsAreRefused() {
    headers.add("X-Modelrunner-Queue-Priority", "low").add("X-Fal-Queue-Priority", "normal");

    assertThatThrownBy(() -> reader.read(headers, PLAN)).hasMessageContaining("different values");
  }

  @Test
  void theStartTimeOfFalsClientsIsADeadlineToo() {
    headers.add("x-fal-request-timeout", "30");

    assertThat(reader.read(headers, PLAN).startWithin()).contains(Duration.ofSeconds(30));
  }
}
