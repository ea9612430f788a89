package dev.millrace.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Starts children that cannot outlive this JVM, even when it is killed.
 *
 * <p>Between this JVM and each child stands a small shell script. It holds the read end of a pipe;
 * the kernel closes the write end when this JVM is gone, however it went, and the script then ends
 * the child. Java has no other way to promise that on every system.
 */
public final class Tether {
  private static final String SCRIPT = "tether.sh";

  private final Path folder;
  private final Path script;

  private Tether(Path folder, Path script) {
    this.folder = folder;
    this.script = script;
  }

  /** Keeps pid files and logs in {@code folder}, which is made if need be. */
  public static Tether in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new Tether(folder, unpackScript(folder));
  }

  /** Shells read a script as they run it, so a running one must keep its file: hence the move. */
  private static Path unpackScript(Path folder) throws IOException {
    var script = folder.resolve(SCRIPT);
    var fresh = Files.createTempFile(folder, SCRIPT, ".new");
    try (var source = Tether.class.getResourceAsStream(SCRIPT)) {
      Files.copy(source, fresh, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
    return script;
  }

  /** Returns when the process runs or has already ended. Its output is appended to its log. */
  public Child start(Launch launch) throws IOException, InterruptedException {
    var pidFile = pidFile(launch.name());
    Files.deleteIfExists(pidFile);
    var process = new ProcessBuilder(command(launch, pidFile)).redirectErrorStream(true);
    process.redirectOutput(ProcessBuilder.Redirect.appendTo(log(launch.name()).toFile()));
    process.environment().putAll(launch.environment());
    return Child.awaitPid(process.start(), pidFile, launch.grace());
  }

  /**
   * Runs a process to its end.
   *
   * @throws StartFailure when its status is not 0
   */
  void complete(Launch launch) throws IOException, InterruptedException {
    var child = start(launch);
    try {
      var status = child.onExit().get();
      if (status != 0) {
        throw new StartFailure(
            "%s ended with status %d; its log is %s"
                .formatted(launch.name(), status, log(launch.name())));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process could not be observed", e);
    }
  }

  private List<String> command(Launch launch, Path pidFile) {
    var command = new ArrayList<String>();
    command.addAll(List.of("sh", script.toString(), pidFile.toString()));
    command.addAll(List.of(launch.stopSignal(), Long.toString(launch.grace().toSeconds())));
    command.addAll(launch.command());
    return command;
  }

  public Path pidFile(String name) {
    return folder.resolve(name + ".pid");
  }

  public Path log(String name) {
    return folder.resolve(name + ".log");
  }
}
