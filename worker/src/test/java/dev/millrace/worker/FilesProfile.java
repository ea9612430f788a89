package dev.millrace.worker;

import dev.millrace.testing.FreePort;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** A worker whose models hand files over in each of the forms, to an upstream of the tests' own. */
public class FilesProfile implements QuarkusTestProfile {
  private static final String CATALOGUE =
      """
      models:
        - &look
          name: test/look
          title: Look
          description: Looks at a picture.
          category: test
          input_schema: {type: object, required: [image_url]}
          output_schema: {type: object}
          price: {mode: per_request, amount: 0.0001}
          run_limit: 20s
          attempts: 1
          routes: [{name: main, dialect: openai,
                    settings: &at {base_url: "http://127.0.0.1:%1$d", operation: chat, model: m}}]
        - <<: *look
          name: test/look-by-url
          routes: [{name: main, dialect: openai, files: url, settings: *at}]
        - <<: *look
          name: test/look-at-bytes
          routes: [{name: main, dialect: openai, files: data, settings: *at}]
        - name: test/draw
          title: Draw
          description: Draws a picture, and keeps it for a moment.
          category: test
          input_schema: {type: object}
          output_schema: {type: object, properties: {images: {type: array, items: {type: string, format: uri}}}}
          price: {mode: per_megapixel, amount: 0.0001, width: 2000, height: 2000, outputs: 1}
          run_limit: 20s
          attempts: 2
          routes:
            - name: main
              dialect: http-async
              settings:
                submit: {url: "http://127.0.0.1:%1$d/runs"}
                id: /id
                status: {url: "http://127.0.0.1:%1$d/runs/{id}", at: /state,
                         running: [running], succeeded: [done], failed: [failed], cancelled: [stopped]}
                result: {at: /output, outputs_at: /images}
                poll: {initial_ms: 5, max_ms: 20}
      """;

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      var file = Files.createTempFile("catalogue", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(file, CATALOGUE.formatted(port()));
      return Map.of("millrace.catalogue.file", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the upstream is to listen. */
  static int port() throws IOException {
    return FreePort.named("upstream-of-file-tests");
  }
}
