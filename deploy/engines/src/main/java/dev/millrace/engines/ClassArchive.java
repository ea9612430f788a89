package dev.millrace.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's archives of loaded classes, one a program: with it a program takes half the time to
 * start. Whatever is wrong with an archive, the program runs.
 */
public record ClassArchive(Path folder) {
  /** Classes that cannot be archived are no news. */
  private static final String QUIET = "-Xlog:cds=off,cds+dynamic=off,class+path=off,aot=off";

  /** The options that let this program use its archive, if there is one. */
  public List<String> used(String program) {
    return Files.exists(file(program)) ? List.of(use(program), QUIET) : List.of();
  }

  /**
   * As {@link #used}; but where there is no archive, or one that does not fit the jars any more,
   * the JVM makes one when the program ends in good order. That makes this one start slower.
   */
  public List<String> kept(String program) {
    return Files.isWritable(folder)
        ? List.of(use(program), "-XX:+AutoCreateSharedArchive", QUIET)
        : used(program);
  }

  private String use(String program) {
    return "-XX:SharedArchiveFile=" + file(program);
  }

  private Path file(String program) {
    return folder.resolve("%s-%s.jsa".formatted(program, Runtime.version().feature()));
  }
}
