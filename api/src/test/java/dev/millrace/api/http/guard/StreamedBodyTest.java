package dev.millrace.api.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamedBodyTest {
  @ParameterizedTest
  @CsvSource({
    "POST, /files, true",
    "PUT, /files, false",
    "POST, /files/, false",
    "POST, /files/x, false",
    "PUT, /storage/upload/relay, true",
    "POST, /storage/upload/relay, false",
    "PUT, /storage/upload/relay/x, false",
    "PUT, /x/storage/upload/relay, false",
    "PUT, /storage/upload/parts/a/1, true",
    "PUT, /storage/upload/parts/a/123456, false",
    "PUT, /storage/upload/parts/a/b/1, false",
    "PUT, /storage/upload/parts/a/x, false",
    "POST, /storage/upload/parts/a/1, false",
    "POST, /storage/upload/chunk, false",
    "POST, /local/echo, false"
  })
  void onlyTheRoutesThatStreamAreLeftTheirBodies(String method, String path, boolean streamed) {
    assertThat(StreamedBody.isOf(HttpMethod.valueOf(method), path)).isEqualTo(streamed);
  }
}
