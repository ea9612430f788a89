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
import java.util.Locale;
import java.util.Map;

/** The api or the worker: the artifact that production runs, as a process. */
public final class Application extends Service {
  private static final int PROBE_MILLIS = 5_000;
  private static final int OK = 200;

  /** The applications finish what they have begun; Kubernetes gives them as long. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** One archive of classes serves all processes of an artifact, whatever they are called. */
  private static final String PROGRAM = "application";

  /** What it is. */
  public enum Part {
    API(JvmFlags.API),
    WORKER(JvmFlags.FRUGAL);

    private final List<String> flags;

    Part(List<String> flags) {
      this.flags = flags;
    }

    /** Its module, which is how its artifact is called too. */
    public String module() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Where Maven leaves it, below a checkout. */
    private Path jarIn(Path root) {
      return root.resolve(module()).resolve("target/quarkus-app/quarkus-run.jar");
    }
  }

  private final Part part;
  private final Path jar;
  private final Map<String, String> environment;
  private final URI readiness;

  /**
   * @param root the checkout that it was built in
   */
  public Application(
      String name,
      Tether tether,
      Part part,
      Path root,
      Map<String, String> environment,
      URI readiness) {
    super(name, tether);
    this.part = part;
    this.jar = part.jarIn(root);
    this.environment = environment;
    this.readiness = readiness;
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
    command.addAll(part.flags);
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
