package dev.millrace.api.nodes;

import static org.awaitility.Awaitility.await;

import dev.millrace.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Another api node, as a process of its own on the engines of the tests, run from what was built.
 */
final class SecondNode implements AutoCloseable {
  private static final Path BUILT = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Duration READY_WITHIN = Duration.ofMinutes(1);

  private final Process process;
  private final int port;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private SecondNode(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts one with the settings of this process, and waits until it is ready.
   *
   * @param other settings that are to be different
   */
  static SecondNode started(Map<String, String> other) throws IOException {
    int port = FreePort.named("second-node-of-tests");
    var settings = Files.createTempFile("second-node", ".properties");
    settings.toFile().deleteOnExit();
    try (var out = Files.newBufferedWriter(settings)) {
      settingsOf(port, other).store(out, null);
    }
    var log = Path.of("target", "second-node.log");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.config.locations=" + settings.toUri(),
                "-jar",
                BUILT.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    var node = new SecondNode(process, port, log);
    await().atMost(READY_WITHIN).until(node::isReady);
    return node;
  }

  private static Properties settingsOf(int port, Map<String, String> other) {
    var config = ConfigProvider.getConfig();
    var settings = new Properties();
    for (var name : config.getPropertyNames()) {
      if (name.startsWith("millrace.") || name.startsWith("kafka.")) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(value -> settings.setProperty(name, value));
      }
    }
    settings.putAll(other);
    settings.setProperty("quarkus.http.port", Integer.toString(port));
    settings.setProperty("quarkus.http.host", "127.0.0.1");
    return settings;
  }

  /** Where it is, without a slash at the end. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  private boolean isReady() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("the second node has ended; it said:\n" + Files.readString(log));
    }
    try {
      var asked = HttpRequest.newBuilder(URI.create(url() + "/q/health/ready")).build();
      return http.send(asked, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly();
  }
}
