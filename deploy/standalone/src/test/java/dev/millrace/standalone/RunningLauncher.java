package dev.millrace.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A launcher as a process of its own, as `make run` starts it. */
final class RunningLauncher {
  static final List<String> SERVICES = List.of("postgres", "kafka", "s3", "api", "worker");

  private final Process process;
  private final Path home;
  private final Path output;

  private RunningLauncher(Process process, Path home, Path output) {
    this.process = process;
    this.home = home;
    this.output = output;
  }

  static RunningLauncher start(Path home, int port) throws IOException {
    var output = Files.createTempFile("launcher", ".out");
    var launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmillrace.root=" + System.getProperty("millrace.root"),
                "-Dmillrace.engines.home=" + System.getProperty("millrace.engines.home"),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    launcher.environment().put("MILLRACE_HOME", home.toString());
    launcher.environment().put("MILLRACE_PORT", Integer.toString(port));
    return new RunningLauncher(launcher.start(), home, output);
  }

  Process process() {
    return process;
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it says so before it ends, and within this time. */
  boolean says(String text, Duration within) throws InterruptedException {
    return comesTrue(() -> output().contains(text), within);
  }

  int exitStatus(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the launcher still runs; it said:\n" + output());
    }
    return process.exitValue();
  }

  Optional<ProcessHandle> service(String name) {
    try {
      var pid = Files.readString(home.resolve("run").resolve(name + ".pid")).strip();
      return ProcessHandle.of(Long.parseLong(pid));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  List<ProcessHandle> services() {
    return SERVICES.stream().map(name -> service(name).orElseThrow()).toList();
  }

  boolean hasAnother(String name, long pid, Duration within) throws InterruptedException {
    return comesTrue(
        () -> service(name).filter(found -> found.pid() != pid && found.isAlive()).isPresent(),
        within);
  }

  /** Looks again and again, with the launcher's end as the only thing to wait on. */
  private boolean comesTrue(BooleanSupplier condition, Duration within)
      throws InterruptedException {
    var deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        return condition.getAsBoolean();
      }
    }
    return true;
  }
}
