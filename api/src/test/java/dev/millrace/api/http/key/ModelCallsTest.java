package dev.millrace.api.http.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCallsTest {
  @ParameterizedTest
  @CsvSource({
    "POST, /local/echo, true",
    "POST, /run/local/echo, true",
    "POST, /v1/chat/completions, true",
    "POST, /v1/responses, true",
    "POST, /v1/messages, true",
    "POST, /v1beta/models/local/chat:generateContent, true",
    "POST, /v1/embeddings, true",
    "POST, /v1/model-proxy, true",
    "POST, /v1/model-proxy/stream, true",
    "POST, /requests/abc/retry, true",
    "POST, /v1/messages/count_tokens, false",
    "POST, /v1/responses/input_tokens, false",
    "POST, /v1beta/models/local/chat:countTokens, false",
    "POST, /billing/quote, false",
    "POST, /v1/api-keys, false",
    "POST, /storage/upload/initiate, false",
    "GET, /local/echo/requests/abc, false",
    "GET, /requests, false",
    "GET, /v1/models, false",
    "PUT, /local/echo/requests/abc/cancel, false",
  })
  void isOneOfAModel(String method, String path, boolean is) {
    var called = HttpMethod.valueOf(method);

    assertThat(ModelCalls.isOne(called, path, ScopeOfCall.of(called, path))).isEqualTo(is);
  }
}
