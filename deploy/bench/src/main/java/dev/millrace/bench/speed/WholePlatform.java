package dev.millrace.bench.speed;

import dev.millrace.bench.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The whole platform as {@code make run} starts it, in a home of its own. */
final class WholePlatform implements AutoCloseable {
  private static final String READY = "Millrace is ready";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process launcher;
  private final Path home;
  private final long begun;
  private final CompletableFuture<Long> ready = new CompletableFuture<>();

  private WholePlatform(Process launcher, Path home, long begun) {
    this.launcher = launcher;
    this.home = home;
    this.begun = begun;
  }

  /**
   * Starts it and waits for nothing.
   *
   * @param root the checkout, with what was built in it
   * @param home where its data is, or will be
   */
  static WholePlatform start(Path root, Path home) throws IOException {
    var launch = root.resolve("deploy/standalone/bin/launch").toString();
    var builder = new ProcessBuilder("sh", launch).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MILLRACE_HOME", home.toString());
    builder.environment().put("MILLRACE_PORT", "0");
    long begun = System.nanoTime();
    var platform = new WholePlatform(builder.start(), home, begun);
    Thread.ofPlatform().daemon().start(platform::listen);
    return platform;
  }

  /** It must be listened to until it ends, or it could not speak. */
  private void listen() {
    var said = new StringBuilder();
    try (var lines = launcher.inputReader().lines()) {
      lines.forEach(
          line -> {
            said.append(line).append('\n');
            if (line.startsWith(READY)) {
              ready.complete(System.nanoTime());
            }
          });
    } catch (UncheckedIOException e) {
      said.append(e.getMessage());
    }
    ready.completeExceptionally(
        new IOException("the platform ended before it was ready:\n" + said));
  }

  /** How long it took from the start of the launcher until it said that all is ready. */
  Duration awaitReady() throws InterruptedException, ExecutionException, TimeoutException {
    return Duration.ofNanos(ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS) - begun);
  }

  /** Where its api is, with the key of its first account. For one that is ready. */
  Target target() throws IOException {
    return Target.from(Map.of("MILLRACE_HOME", home.toString()));
  }

  /**
   * Ends it in good order.
   *
   * @throws TimeoutException when it has not ended within two minutes; then it is killed
   */
  @Override
  public void close() throws InterruptedException, TimeoutException {
    launcher.destroy();
    if (!launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      launcher.destroyForcibly();
      throw new TimeoutException("the platform had not stopped after " + PATIENCE);
    }
  }
}
