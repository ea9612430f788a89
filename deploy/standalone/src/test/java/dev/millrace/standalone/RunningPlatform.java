package dev.millrace.standalone;

import dev.millrace.bench.Target;
import dev.millrace.bench.cluster.Books;
import dev.millrace.engines.Engines;
import dev.millrace.engines.Service;
import dev.millrace.engines.Tether;
import dev.millrace.engines.platform.Application;
import dev.millrace.engines.platform.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The api and the worker as production runs them, over the engines of the tests. Nobody starts
 * again what dies here, so that a test can tell. One for all tests of a JVM, and gone with it.
 *
 * <p>A test that stops or kills a process starts it again before it ends.
 */
final class RunningPlatform {
  private final Path root;
  private final Engines engines;
  private final Surroundings surroundings;
  private final Tether tether;
  private final Target target;
  private final Service api;
  private final Service worker;

  private RunningPlatform(Engines engines) throws IOException {
    this.root = Path.of(System.getProperty("millrace.root"));
    this.engines = engines;
    this.surroundings = new Surroundings(engines);
    this.tether = Tether.in(Files.createTempDirectory("millrace-platform-"));
    var settings = new Settings(root, "127.0.0.1", engines.memory().port("api"));
    var credentials = Credentials.fresh(settings.url(), new SecureRandom());
    this.target = new Target(credentials.url(), credentials.key());
    this.api =
        new Application(
            "api",
            tether,
            Application.jarIn(root.resolve("api")),
            surroundings.ofApi(
                "127.0.0.1", settings.port(), credentials.key(), credentials.adminKey()),
            readiness(settings.url()));
    this.worker = worker("worker");
  }

  /** Ready for work. */
  static RunningPlatform ready() {
    var platform = Shared.PLATFORM;
    platform.api.start();
    platform.worker.start();
    return platform;
  }

  Engines engines() {
    return engines;
  }

  /** Where the api is, with the key of an account that has credit. */
  Target target() {
    return target;
  }

  Service api() {
    return api;
  }

  Service worker() {
    return worker;
  }

  Books books() {
    return new Books(engines.postgres());
  }

  /** One more worker, that does not run yet. */
  Service worker(String name) {
    var port = engines.memory().port(name);
    return new Application(
        name,
        tether,
        Application.jarIn(root.resolve("worker")),
        surroundings.ofWorker(port),
        readiness("http://127.0.0.1:" + port));
  }

  private static URI readiness(String url) {
    return URI.create(url + "/q/health/ready");
  }

  /** Made when first asked for. */
  private static final class Shared {
    private static final RunningPlatform PLATFORM = make();

    private static RunningPlatform make() {
      try {
        return new RunningPlatform(Engines.forTests());
      } catch (IOException e) {
        throw new UncheckedIOException("no folder for the platform of the tests", e);
      }
    }
  }
}
