package dev.millrace.api.run;

import dev.millrace.testing.FreePort;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An application whose catalogue leads to an upstream of the tests' own. */
public class UpstreamProfile implements QuarkusTestProfile {
  private static final String CATALOGUE =
      """
      models:
        - &chat
          name: test/chat
          title: Chat
          description: A chat upstream.
          category: chat
          input_schema: {type: object, required: [messages]}
          output_schema:
            type: object
            required: [choices]
            properties: {choices: {type: array, minItems: 1}}
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
               settings: {base_url: "http://127.0.0.1:%1$d/main", operation: chat, model: gpt-4o}}
        - <<: *chat
          name: test/hasty
          capabilities: [chat]
          run_limit: 1s
          attempts: 1
        - <<: *chat
          name: test/free-of-price
          price: null
        - &talk
          <<: *chat
          name: test/openai-chat
          capabilities: [chat, streaming, tools, vision]
          price:
            mode: per_token
            input: 1
            cached_input: 0.5
            output: 2
            output_limit: {pointer: /max_tokens, default: 4096, maximum: 32768}
          routes:
            - {name: main, dialect: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/openai-chat/v1", operation: chat, model: gpt-4o, api_key: key-of-ours}}
        - <<: *talk
          name: test/openai-responses
          routes:
            - {name: main, dialect: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/openai-responses/v1", operation: responses, model: gpt-4o, api_key: key-of-ours}}
        - <<: *talk
          name: test/anthropic
          routes:
            - {name: main, dialect: anthropic,
               settings: {base_url: "http://127.0.0.1:%1$d/anthropic", model: claude-sonnet-4-5, api_key: key-of-ours}}
        - <<: *talk
          name: test/gemini
          routes:
            - {name: main, dialect: gemini,
               settings: {base_url: "http://127.0.0.1:%1$d/gemini", model: gemini-2.5-flash, api_key: key-of-ours}}
        - <<: *talk
          name: test/thinker-pro
          faces: [responses]
        - <<: *talk
          name: test/two-ways
          attempts: 1
          routes:
            - {name: first, dialect: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/first/v1", operation: chat, model: gpt-4o}}
            - {name: second, dialect: anthropic,
               settings: {base_url: "http://127.0.0.1:%1$d/anthropic", model: claude-sonnet-4-5}}
        - <<: *talk
          name: test/twin
        - <<: *talk
          name: other/twin
        - <<: *talk
          name: test/free-talk
          price: null
        - <<: *talk
          name: test/owned
          routes:
            - {name: main, dialect: openai, provider: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/owned/v1", operation: chat, model: gpt-4o, api_key: key-of-ours}}
        - <<: *talk
          name: test/asleep
          routes:
            - {name: main, dialect: openai, provider: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/asleep/v1", operation: chat, model: gpt-4o, api_key: "${NOT_SET_BY_ANY_TEST}"}}
        - name: test/vectors
          title: Vectors
          description: An embeddings upstream.
          category: embeddings
          capabilities: [embeddings]
          input_schema:
            type: object
            required: [input]
            properties:
              input:
                anyOf:
                  - {type: string, minLength: 1}
                  - {type: array, maxItems: 4, items: {type: string, minLength: 1}}
                  - {type: array, items: {type: integer}}
              dimensions: {type: integer, maximum: 8}
              encoding_format: {enum: [float, base64]}
          output_schema: {type: object, required: [data]}
          price: {mode: per_token, input: 1}
          run_limit: 20s
          attempts: 2
          routes:
            - {name: main, dialect: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/vectors/v1", operation: embeddings, model: ada}}
        - name: test/gemini-vectors
          title: Vectors
          description: An embeddings upstream.
          category: embeddings
          capabilities: [embeddings]
          input_schema:
            type: object
            required: [input]
            properties: {input: {}, dimensions: {}, task_type: {}, title: {}}
          output_schema: {type: object, required: [embeddings]}
          price: {mode: per_token, input: 1}
          run_limit: 20s
          routes:
            - {name: main, dialect: gemini,
               settings: {base_url: "http://127.0.0.1:%1$d/gemini-vectors", operation: embeddings, model: embedder}}
        - name: local/minilm
          title: MiniLM
          description: Runs in workers.
          category: embeddings
          capabilities: [embeddings]
          input_schema: {type: object, required: [input], properties: {input: {}}}
          output_schema: {type: object, required: [embeddings]}
          price: {mode: per_token, input: 1}
          run_limit: 20s
          routes: [{name: local, dialect: local, settings: {model: minilm}}]
        - &pictures
          name: test/pictures
          title: Pictures
          description: An upstream that draws.
          category: text-to-image
          capabilities: [images]
          input_schema:
            type: object
            required: [prompt]
            properties:
              prompt: {type: string, minLength: 1}
              n: {type: integer, maximum: 4}
              size: {enum: [256x256, 512x256]}
              quality: {enum: [standard, hd]}
          output_schema: {type: object, required: [data]}
          price: {mode: per_output, amount: 0.04, outputs: {pointer: /n, default: 1, maximum: 4}}
          run_limit: 20s
          routes:
            - {name: main, dialect: openai,
               settings: {base_url: "http://127.0.0.1:%1$d/pictures/v1", operation: images, model: dall-e}}
        - <<: *pictures
          name: test/gpt-image-x
        - name: local/image
          title: Image
          description: Draws.
          category: text-to-image
          capabilities: [images]
          input_schema:
            type: object
            required: [prompt]
            properties:
              prompt: {type: string}
              width: {type: integer, minimum: 16, maximum: 512}
              height: {type: integer, minimum: 16, maximum: 512}
              num_outputs: {type: integer, maximum: 4}
          output_schema: {type: object, required: [images]}
          price: {mode: per_output, amount: 0.01, outputs: {pointer: /num_outputs, default: 1, maximum: 4}}
          run_limit: 20s
          routes: [{name: local, dialect: local, settings: {model: image}}]
        - name: local/invert
          title: Negative
          description: Draws no pictures from words.
          category: image-to-image
          capabilities: [images]
          input_schema: {type: object, properties: {image_url: {type: string}}}
          output_schema: {type: object}
          price: {mode: per_request, amount: 0.0001}
          run_limit: 20s
          routes: [{name: local, dialect: local, settings: {model: invert}}]
        - name: local/echo
          title: Echo
          description: Echo.
          category: test
          input_schema: {type: object}
          output_schema: {}
          price: {mode: per_request, amount: 0.0001}
          run_limit: 30s
          routes: [{name: local, dialect: local, settings: {model: echo}}]
        - name: local/sleep
          title: Sleep
          description: Sleep.
          category: test
          input_schema: {type: object}
          output_schema: {}
          price: {mode: per_request, amount: 0.0001}
          run_limit: 30s
          routes: [{name: local, dialect: local, settings: {model: sleep}}]
        - &odd
          name: test/unpriced
          title: Unpriced
          description: Nobody has put a price on it.
          category: test
          input_schema: {type: object}
          output_schema: {}
          run_limit: 30s
          routes: [{name: local, dialect: local, settings: {model: echo}}]
        - <<: *odd
          name: test/by-quality
          price:
            mode: per_request
            amount: 0.25
            variants: [{name: hd, when: {/quality: hd}, amount: 0.75}]
        - <<: *odd
          name: test/dear
          price:
            mode: per_output
            amount: 999999.999999999
            outputs: {pointer: /num_outputs, default: 9000, maximum: 9000}
        - name: local/chat
          title: Chat
          description: Chat.
          category: chat
          capabilities: [chat, streaming]
          input_schema: {type: object}
          output_schema: {type: object, required: [message, finish_reason, usage]}
          price:
            mode: per_token
            input: 1000
            output: 2000
            output_limit: {pointer: /max_tokens, default: 100, maximum: 100}
          run_limit: 30s
          routes: [{name: local, dialect: local, settings: {model: chat}}]
      """;

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      var file = Files.createTempFile("catalogue", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(file, CATALOGUE.formatted(port()));
      var overrides = new HashMap<String, String>();
      // Here the browser proxy is as it comes.
      List.of("key", "origins", "models")
          .forEach(part -> overrides.put("millrace.proxy." + part, ""));
      overrides.putAll(
          Map.of(
              "millrace.catalogue.file", file.toString(),
              // Files are read from servers of the tests' own.
              "millrace.fetch.allow-private", "true",
              // So many failures as these tests make would have the route spared.
              "millrace.breaker.window", "1000",
              "millrace.breaker.minimum-attempts", "1000",
              "millrace.till.idle-after", "PT0.5S",
              "millrace.provider.http.stall-timeout", "PT0.5S",
              "millrace.run.reader-stall", "PT0.5S",
              "millrace.run.heartbeat", "PT0.1S",
              "millrace.run.retry-base", "PT0.02S"));
      overrides.putAll(
          Map.of(
              "millrace.gateway.queue-wait", "PT6S",
              "millrace.gateway.count-within", "PT0.5S"));
      overrides.putAll(
          Map.of(
              // Keys of accounts are for servers of the tests' own.
              "millrace.secrets.allow-private",
              "true",
              "millrace.secrets.provider-urls.openai",
              "http://127.0.0.1:%d/openai/v1".formatted(port())));
      return overrides;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the upstream is to listen. */
  static int port() throws IOException {
    return FreePort.named("upstream-of-tests");
  }
}
