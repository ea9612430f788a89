package dev.millrace.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's archives of loaded classes, one a program: with it a program takes half the time to
 * start. They are made by a rehearsal, when everything is built, and never by a run that matters: a
 * JVM that writes its archive ends late, and not always well.
 *
 * <p>An archive that does not fit the jars any more, or is damaged, is passed over by the JVM.
 */
public record ClassArchive(Path folder) {
  /** Classes that cannot be archived are no news. */
  private static final String QUIET = "-Xlog:cds=off,cds+dynamic=off,class+path=off,aot=off";

  /** The options with which this program uses its archive, or makes it in a rehearsal. */
  public List<String> options(String program) {
    var file = folder.resolve("%s-%s.jsa".formatted(program, Runtime.version().feature()));
    if (Boolean.getBoolean("millrace.rehearsal")) {
      return options("-XX:ArchiveClassesAtExit=", Path.of(file + ".new"));
    }
    return Files.exists(file) ? options("-XX:SharedArchiveFile=", file) : List.of();
  }

  private static List<String> options(String purpose, Path file) {
    return List.of(purpose + file, "-XX:+VerifySharedSpaces", QUIET);
  }
}
