package dev.millrace.worker;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A worker whose models hand files over in each of the forms, to an upstream of the tests' own. */
public class FilesProfile implements QuarkusTestProfile {
  private static final String PORT = "files-upstream-of-tests.port";

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

  /** Where the upstream is to listen. Tests are loaded otherwise than this, and read it there. */
  static synchronized int port() throws IOException {
    var known = System.getProperty(PORT);
    if (known == null) {
      known = Integer.toString(freePort());
      System.setProperty(PORT, known);
    }
    return Integer.parseInt(known);
  }

  /** Below those that systems give to outgoing connections: none may take it before we listen. */
  private static int freePort() throws IOException {
    for (int look = 1; ; look++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        if (look == 100) {
          throw taken;
        }
      }
    }
  }
}
