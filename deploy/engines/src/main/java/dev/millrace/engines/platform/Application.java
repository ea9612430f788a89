package dev.millrace.engines.platform;

import dev.millrace.engines.ClassArchive;
import dev.millrace.engines.JvmFlags;
import dev.millrace.engines.Launch;
import dev.millrace.engines.Service;
import dev.millrace.engines.StartFailure;
import dev.millrace.engines.Tether;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The api or the worker: the artifact that production runs, as a process. */
public final class Application extends Service {
  private static final int PROBE_MILLIS = 5_000;
  private static final int OK = 200;

  private static final String HEAP = "-Xmx1g";

  /** The applications finish what they have begun; Kubernetes gives them as long. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** One archive of classes serves all processes of an artifact, whatever they are called. */
  private static final String PROGRAM = "application";

  private final Path jar;
  private final Map<String, String> environment;
  private final URI readiness;

  public Application(
      String name, Tether tether, Path jar, Map<String, String> environment, URI readiness) {
    super(name, tether);
    this.jar = jar;
    this.environment = environment;
    this.readiness = readiness;
  }

  /** Where Maven leaves it. */
  public static Path jarIn(Path module) {
    return module.resolve("target/quarkus-app/quarkus-run.jar");
  }

  @Override
  protected Launch launch() {
    if (!Files.exists(jar)) {
      throw new StartFailure(jar + " is missing; build it with `make build`");
    }
    return new Launch(name(), command(), environment, "TERM", GRACE);
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(new ClassArchive(jar.getParent()).options(PROGRAM));
    command.add(HEAP);
    command.addAll(JvmFlags.FRUGAL);
    command.add("-XX:ErrorFile=" + tether().log(name() + "-crash"));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
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
