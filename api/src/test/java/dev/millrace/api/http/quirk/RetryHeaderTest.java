package dev.millrace.api.http.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryHeaderTest {
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Stainless-Retry-Count | 0 | 0",
        "x-stainless-retry-count | 2 | 2",
        "amz-sdk-request | attempt=1 | 0",
        "amz-sdk-request | attempt=2; max=3 | 1"
      })
  void countsTheSendingsBefore(String header, String value, int retries) {
    assertThat(RetryHeader.retriesOn(headers.add(header, value))).contains(retries);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Stainless-Retry-Count | -1",
        "X-Stainless-Retry-Count | one",
        "X-Stainless-Retry-Count | 99999999999",
        "amz-sdk-request | attempt=0",
        "amz-sdk-request | max=3",
        "X-Retry-Count | 1"
      })
  void whatIsNoCountIsNone(String header, String value) {
    assertThat(RetryHeader.retriesOn(headers.add(header, value))).isEmpty();
  }

  @Test
  void aCallWithoutACountHasNone() {
    assertThat(RetryHeader.retriesOn(headers)).isEmpty();
  }
}
