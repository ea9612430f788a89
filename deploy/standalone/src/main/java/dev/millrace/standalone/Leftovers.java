package dev.millrace.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Processes of a launcher that was killed. They end by themselves within seconds; until then they
 * hold ports and locks that the next launcher needs.
 */
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A pid file is written within a moment of its process's start; later, it means another one. */
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private final Path run;

  Leftovers(Path run) {
    this.run = run;
  }

  void awaitEnd(Console console) throws IOException {
    var processes = find();
    if (!processes.isEmpty()) {
      console.say("  waiting for the processes of an earlier launcher to end");
    }
    for (var process : processes) {
      process
          .onExit()
          .completeOnTimeout(process, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .thenAccept(ProcessHandle::destroyForcibly)
          .join();
    }
  }

  private List<ProcessHandle> find() throws IOException {
    var found = new ArrayList<ProcessHandle>();
    if (Files.isDirectory(run)) {
      try (var pidFiles = Files.newDirectoryStream(run, "*.pid")) {
        for (var pidFile : pidFiles) {
          processOf(pidFile).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** After a reboot the number may be anybody's, so the times of start must agree as well. */
  private static Optional<ProcessHandle> processOf(Path pidFile) throws IOException {
    var written = Files.getLastModifiedTime(pidFile).toInstant();
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
        .filter(
            process -> process.info().startInstant().filter(at -> near(at, written)).isPresent());
  }

  private static boolean near(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(A_MOMENT) < 0;
  }
}
