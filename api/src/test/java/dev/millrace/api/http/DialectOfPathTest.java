package dev.millrace.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dialect.Dialect;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectOfPathTest {
  @ParameterizedTest
  @CsvSource({
    "POST, /v1/chat/completions,                        openai-chat",
    "GET,  /v1/chat/completions,                        openai-chat",
    "POST, /v1/embeddings,                              openai-chat",
    "POST, /v1/images/generations,                      openai-chat",
    "POST, /acme/writer/chat/completions,               openai-chat",
    "POST, /acme/writer/large/chat/completions,         openai-chat",
    "POST, /v1beta/openai/chat/completions,             openai-chat",
    "GET,  /v1/models,                                  openai-chat",
    "GET,  /v1/models/acme/writer:8b,                   openai-chat",
    "GET,  /acme/writer/models,                         openai-chat",
    "GET,  /v1/models/available,                        model-proxy",
    "POST, /v1/model-proxy,                             model-proxy",
    "POST, /v1/model-proxy/stream,                      model-proxy",
    "POST, /v1/responses,                               openai-responses",
    "GET,  /v1/responses/resp_1/input_items,            openai-responses",
    "POST, /v1/messages,                                anthropic",
    "POST, /v1/messages/count_tokens,                   anthropic",
    "POST, /acme/writer/v1/messages,                    anthropic",
    "POST, /acme/writer/v1/messages/count_tokens,       anthropic",
    "GET,  /v1beta/models,                              gemini",
    "POST, /v1beta/models/acme/writer:generateContent,  gemini",
    "POST, /v1/models/acme/writer:generateContent,      gemini"
  })
  void eachPathSpeaksItsClientsProtocol(String method, String path, String dialect) {
    assertThat(DialectOfPath.of(HttpMethod.valueOf(method), path, false).map(Dialect::word))
        .contains(dialect);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/acme/writer",
        "/acme/chat/completions",
        "/run/acme/writer/chat/completions",
        "/requests/x/chat/completions",
        "/acme/writer/models",
        "/v1",
        "/v1/responsesx",
        "/v1/messagesx",
        "/v1/model-proxyx",
        "/v1betas/models",
        "/v1/secrets",
        "/"
      })
  void ourOwnIsSpokenElsewhere(String path) {
    assertThat(DialectOfPath.of(HttpMethod.POST, path, false)).isEmpty();
  }

  @Test
  void modelsAreListedInAnthropicsWordsForItsClients() {
    assertThat(DialectOfPath.of(HttpMethod.GET, "/v1/models", true).map(Dialect::word))
        .contains("anthropic");
    assertThat(DialectOfPath.of(HttpMethod.POST, "/v1/chat/completions", true).map(Dialect::word))
        .contains("openai-chat");
  }
}
