package dev.millrace.api.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs the scripts of {@code src/test/clients} with the clients that they name, in {@code target}.
 */
final class Npm {
  private static final Path SOURCES = Path.of("src/test/clients");
  private static final Path PLACE = Path.of("target/clients");
  private static final long MINUTES = 3;

  /** Set where a missing npm is a fault and no reason to skip. */
  private static final String REQUIRED = "MILLRACE_CLIENT_TESTS";

  private Npm() {}

  /** Installs the clients, once for each lock file. Skips the test where there is no npm. */
  static void install() {
    if (!isThere("npm") || !isThere("node")) {
      var reason = "SKIPPED: npm is not on the path, so no real client was tested";
      assertThat(System.getenv(REQUIRED)).as(reason).isNotEqualTo("required");
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    copySources();
    if (!isInstalled()) {
      run(List.of("npm", "ci"));
      copy(SOURCES.resolve("package-lock.json"), PLACE.resolve("installed.json"));
    }
  }

  /** What a script prints. */
  static String node(String script, List<String> arguments) {
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(arguments);
    return run(command);
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean isInstalled() {
    try {
      var installed = PLACE.resolve("installed.json");
      return Files.exists(installed)
          && Files.mismatch(installed, SOURCES.resolve("package-lock.json")) == -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copySources() {
    try (var files = Files.list(SOURCES)) {
      Files.createDirectories(PLACE);
      files
          .filter(Files::isRegularFile)
          .forEach(file -> copy(file, PLACE.resolve(file.getFileName())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(List<String> command) {
    var output = PLACE.resolve("output.txt");
    var errors = PLACE.resolve("errors.txt");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(PLACE.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertThat(ended ? process.exitValue() : -1)
          .as("%s said:%n%s%n%s", command, Files.readString(output), Files.readString(errors))
          .isZero();
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
