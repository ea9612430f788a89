package dev.millrace.api.http.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownClientTest {
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User-Agent | @modelrunner/client/1.3.0 | MODELRUNNER",
        "X-Modelrunner-Client-Proxy | @modelrunner/server-proxy/nextjs | MODELRUNNER",
        "User-Agent | @fal-ai/client/1.10.1 | FAL",
        "User-Agent | fal-client/0.13.1 (python) | FAL",
        "x-fal-client-proxy | @fal-ai/server-proxy/express | FAL",
        "User-Agent | curl/8.5.0 | ANY",
        "User-Agent | @modelrunner/clients/1 | ANY",
        "User-Agent | Mozilla/5.0 @fal-ai/client/1 | ANY"
      })
  void isKnownByItsAgentOrItsProxy(String header, String value, KnownClient client) {
    assertThat(KnownClient.of(headers.add(header, value))).isEqualTo(client);
  }

  @Test
  void aCallThatSaysNothingIsAnybodys() {
    assertThat(KnownClient.of(headers)).isEqualTo(KnownClient.ANY);
  }
}
