package dev.millrace.engines;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * PostgreSQL's programs, unpacked once: beside the engines' jars, where every home finds them, or
 * in the home itself when this user may not write there.
 */
final class PostgresBinaries {
  private static final String FOLDER = "postgres-18";

  private final EngineJars jars;
  private final Path home;

  PostgresBinaries(EngineJars jars, Path home) {
    this.jars = jars;
    this.home = home;
  }

  /** The folder with {@code bin}, {@code lib} and {@code share}. */
  Path unpacked(Tether tether, String name) throws IOException, InterruptedException {
    var shared = jars.home().resolve(FOLDER);
    var folder = mayUse(shared) ? shared : home.resolve(FOLDER);
    if (!Files.exists(folder)) {
      unpack(folder, tether, name);
    }
    return folder;
  }

  private boolean mayUse(Path shared) {
    return Files.exists(shared) || Files.isWritable(jars.home());
  }

  private void unpack(Path folder, Tether tether, String name)
      throws IOException, InterruptedException {
    var fresh = folder.resolveSibling(FOLDER + "." + ProcessHandle.current().pid());
    Folders.deleteIfExists(fresh);
    tether.complete(
        Launch.of(
            name,
            jars.java(
                List.of("-Xmx128m"),
                "dev.millrace.engines.node.PostgresUnpacking",
                fresh.toString())));
    moveUnlessThere(fresh, folder);
  }

  /** Two JVMs may unpack at the same time; whoever is first wins. */
  private static void moveUnlessThere(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(folder)) {
        throw e;
      }
      Folders.deleteIfExists(fresh);
    }
  }
}
