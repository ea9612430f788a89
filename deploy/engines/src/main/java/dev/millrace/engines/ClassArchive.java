package dev.millrace.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's archives of loaded classes, one a program: with it a program takes half the time to
 * start.
 *
 * <p>The JVM makes an archive by itself when a program ends that had none, or one that does not fit
 * its jars any more; and whatever is wrong with an archive, the program runs.
 */
public record ClassArchive(Path folder) {
  /** Classes that cannot be archived are no news. */
  private static final String QUIET = "-Xlog:cds=off,cds+dynamic=off,class+path=off,aot=off";

  /** The options that let this program use its archive, and make it if this user may. */
  public List<String> options(String program) {
    var file = folder.resolve("%s-%s.jsa".formatted(program, Runtime.version().feature()));
    if (Files.isWritable(folder)) {
      return List.of("-XX:SharedArchiveFile=" + file, "-XX:+AutoCreateSharedArchive", QUIET);
    }
    return Files.exists(file) ? List.of("-XX:SharedArchiveFile=" + file, QUIET) : List.of();
  }
}
