package dev.millrace.api.gateway;

import dev.millrace.api.testing.FreePort;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * An application whose catalogue leads to an upstream of each dialect, at {@link OneUpstream}; the
 * models are called as the dialects are, and so are the first steps of the upstreams' paths.
 */
public class GatewayProfile implements QuarkusTestProfile {
  private static final String CATALOGUE =
      """
      models:
        - &chat
          name: test/openai-chat
          title: Chat
          description: An upstream of OpenAI's chat completions.
          category: chat
          capabilities: [chat, streaming, tools, vision]
          input_schema: {type: object}
          output_schema: {}
          price:
            mode: per_token
            input: 1000
            output: 2000
            reasoning: 3000
            output_limit: {pointer: /max_tokens, default: 100, maximum: 100}
          run_limit: 20s
          attempts: 2
          routes:
            - {name: main, dialect: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/openai-chat", operation: chat, model: gpt-4o}}
        - <<: *chat
          name: test/openai-responses
          routes:
            - {name: main, dialect: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/openai-responses", operation: responses, model: gpt-5}}
        - <<: *chat
          name: test/anthropic
          routes:
            - {name: main, dialect: anthropic,
               settings: {base_url: "http://127.0.0.1:%1$d/anthropic", api_key: upstream-key, model: claude-9}}
        - <<: *chat
          name: test/gemini
          routes:
            - {name: main, dialect: gemini,
               settings: {base_url: "http://127.0.0.1:%1$d/gemini", api_key: upstream-key, model: gemini-9}}
        - <<: *chat
          name: test/thinker-pro
          faces: [responses]
        - <<: *chat
          name: test/twin
        - <<: *chat
          name: other/twin
        - <<: *chat
          name: test/free-of-price
          price: null
        - <<: *chat
          name: test/vectors
          capabilities: [embeddings]
          price: {mode: per_token, input: 10}
          routes:
            - {name: main, dialect: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/vectors", operation: embeddings, model: ada}}
        - name: local/echo
          title: Echo
          description: Echo.
          category: test
          input_schema: {type: object}
          output_schema: {}
          price: {mode: per_request, amount: 0.0001}
          run_limit: 30s
          routes: [{name: local, dialect: local, settings: {model: echo}}]
        - <<: *chat
          name: local/chat
          capabilities: [chat, streaming]
          routes: [{name: local, dialect: local, settings: {model: chat}}]
      """;

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      var file = Files.createTempFile("catalogue", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(file, CATALOGUE.formatted(port()));
      return Map.of(
          "millrace.catalogue.file", file.toString(),
          // So many failures as these tests make would have the route spared.
          "millrace.breaker.window", "1000",
          "millrace.breaker.minimum-attempts", "1000",
          "millrace.till.idle-after", "PT0.5S",
          "millrace.provider.http.stall-timeout", "PT3S",
          "millrace.run.heartbeat", "PT0.2S",
          "millrace.run.retry-base", "PT0.02S");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the upstream is to listen. */
  static int port() throws IOException {
    return FreePort.named("upstream-of-the-gateways-tests");
  }
}
