package dev.millrace.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferredWaitTest {
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=5 | 5",
        "wait | 60",
        "WAIT=7 | 7",
        "wait = 8 | 8",
        "wait=\"9\" | 9",
        "respond-async, wait=10 | 10",
        "wait=11; foo=bar, return=minimal | 11",
        "wait=60 | 60",
        "wait=61 | 60",
        "wait=999999999 | 60",
        "wait=1, wait=2 | 1"
      })
  void isGrantedUpToAMinute(String value, long seconds) {
    var wait = PreferredWait.on(headers.add("Prefer", value)).orElseThrow();

    assertThat(wait.atMost()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(wait.applied()).isEqualTo("wait=" + seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "respond-async",
        "wait=0",
        "wait=-1",
        "wait=soon",
        "wait=5.5",
        "await=5",
        "waits",
        "wait=99999999999"
      })
  void whatIsNoWaitIsNone(String value) {
    assertThat(PreferredWait.on(headers.add("Prefer", value))).isEmpty();
  }

  @Test
  void isFoundAmongSeveralHeaders() {
    headers.add("Prefer", "respond-async").add("prefer", "wait=3");

    assertThat(PreferredWait.on(headers)).contains(new PreferredWait(Duration.ofSeconds(3)));
  }
}
