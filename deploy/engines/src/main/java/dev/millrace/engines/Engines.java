package dev.millrace.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** PostgreSQL, Kafka and S3 over one home folder, with ports and passwords that the home keeps. */
public final class Engines implements AutoCloseable {
  private static final Executor EACH_ITS_OWN = task -> Thread.ofPlatform().daemon().start(task);

  private final Memory memory;
  private final PostgresEngine postgres;
  private final KafkaEngine kafka;
  private final S3Engine s3;

  private Engines(Memory memory, PostgresEngine postgres, KafkaEngine kafka, S3Engine s3) {
    this.memory = memory;
    this.postgres = postgres;
    this.kafka = kafka;
    this.s3 = s3;
  }

  /** Starts nothing yet. Pid files and logs go to {@code run} in the home. */
  public static Engines in(Path home, Durability durability) throws IOException {
    var root = home.toAbsolutePath().normalize();
    var memory = Memory.in(root.resolve("engines.properties"));
    var tether = Tether.in(root.resolve("run"));
    var jars = EngineJars.locate();
    var binaries = new PostgresBinaries(jars, root);
    return new Engines(
        memory,
        new PostgresEngine(tether, binaries, root.resolve("postgres"), memory, durability),
        new KafkaEngine(tether, jars, root.resolve("kafka"), memory, durability),
        new S3Engine(tether, jars, root.resolve("s3"), memory));
  }

  /**
   * Running engines for tests: one set a JVM, in a folder that goes when the JVM goes. A test that
   * stops or kills an engine starts it again before it ends.
   */
  public static Engines forTests() {
    return ForTests.RUNNING;
  }

  /** What the home has chosen, for those who run beside the engines and must choose too. */
  public Memory memory() {
    return memory;
  }

  public PostgresEngine postgres() {
    return postgres;
  }

  public KafkaEngine kafka() {
    return kafka;
  }

  public S3Engine s3() {
    return s3;
  }

  /** Starts those that do not run, side by side; returns when all answer. */
  public void start() {
    onAll(Service::start);
  }

  /** Ends all in good order. */
  public void stop() {
    onAll(Service::stop);
  }

  @Override
  public void close() {
    stop();
  }

  private void onAll(Consumer<Service> action) {
    var actions =
        List.of(postgres, kafka, s3).stream()
            .map(service -> CompletableFuture.runAsync(() -> action.accept(service), EACH_ITS_OWN))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(actions).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Made when first asked for. */
  private static final class ForTests {
    private static final Engines RUNNING = run();

    private static Engines run() {
      try {
        var home = Files.createTempDirectory("millrace-engines-");
        var engines = in(home, Durability.FLEETING);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(engines, home)));
        engines.start();
        return engines;
      } catch (IOException e) {
        throw new UncheckedIOException("no folder for the engines of the tests", e);
      }
    }

    private static void discard(Engines engines, Path home) {
      engines.onAll(Service::kill);
      try {
        Folders.deleteIfExists(home);
      } catch (IOException e) {
        throw new UncheckedIOException("left behind: " + home, e);
      }
    }
  }
}
