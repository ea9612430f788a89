package dev.millrace.standalone;

import dev.millrace.engines.Launch;
import dev.millrace.engines.Service;
import dev.millrace.engines.Tether;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The api or the worker: the artifact that production runs, as a process. */
final class Application extends Service {
  private static final int PROBE_MILLIS = 5_000;
  private static final int OK = 200;

  /** The applications finish what they have begun; Kubernetes gives them as long. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Path jar;
  private final Map<String, String> environment;
  private final URI readiness;

  Application(
      String name, Tether tether, Path jar, Map<String, String> environment, URI readiness) {
    super(name, tether);
    this.jar = jar;
    this.environment = environment;
    this.readiness = readiness;
  }

  static Path jarIn(Path module) {
    return module.resolve("target/quarkus-app/quarkus-run.jar");
  }

  @Override
  protected Launch launch() {
    if (!Files.exists(jar)) {
      throw new Refusal(jar + " is missing; build it with `make build`.");
    }
    return new Launch(name(), command(), environment, "TERM", GRACE);
  }

  List<String> command() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-Xmx1g", "-jar", jar.toString());
  }

  @Override
  protected boolean answers() throws IOException {
    var connection = (HttpURLConnection) readiness.toURL().openConnection();
    connection.setConnectTimeout(PROBE_MILLIS);
    connection.setReadTimeout(PROBE_MILLIS);
    try {
      return connection.getResponseCode() == OK;
    } finally {
      connection.disconnect();
    }
  }
}
