package dev.millrace.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "3, 3000", "1.5, 1500", "-5, 0", "999999999, 86400000"})
  void secondsAreReadAndBounded(String header, long millis) {
    assertThat(RetryAfter.in(headers("retry-after", header))).contains(Duration.ofMillis(millis));
  }

  @Test
  void millisecondsGoFirst() {
    assertThat(RetryAfter.in(headers("Retry-After", "9").add("Retry-After-Ms", "250")))
        .contains(Duration.ofMillis(250));
  }

  @Test
  void aDateCountsFromTheRepliesOwnDate() {
    var headers =
        headers("Retry-After", "Wed, 21 Oct 2026 07:28:30 GMT")
            .add("Date", "Wed, 21 Oct 2026 07:28:00 GMT");

    assertThat(RetryAfter.in(headers)).contains(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "NaN", "Wed, 21 Oct 2026 07:28:30 GMT"})
  void whatNobodyUnderstandsIsNoWait(String header) {
    assertThat(RetryAfter.in(headers("Retry-After", header))).isEmpty();
  }

  private static MultiMap headers(String name, String value) {
    return MultiMap.caseInsensitiveMultiMap().add(name, value);
  }
}
