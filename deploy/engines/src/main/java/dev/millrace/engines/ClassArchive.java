package dev.millrace.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What JVMs left behind in a rehearsal so that later ones start faster, one file a program: classes
 * loaded and linked, and from JDK 25 on also the profiles that the optimising compiler needs. It is
 * made when everything is built, and never by a run that matters: a JVM that writes its archive
 * ends late, and not always well.
 *
 * <p>An archive that does not fit the jars, the flags or the JVM any more is passed over. Its
 * checksums are not compared at each start, for that reads all of it.
 */
public record ClassArchive(Path folder) {
  private static final int FIRST_WITH_PROFILES = 25;
  private static final Kind KIND =
      Runtime.version().feature() < FIRST_WITH_PROFILES ? Kind.CLASSES : Kind.WITH_PROFILES;

  /** Classes that cannot be archived are no news. */
  private static final String QUIET = "-Xlog:cds=off,cds+dynamic=off,class+path=off,aot=off";

  /** The options with which this program uses its archive, or makes it in a rehearsal. */
  public List<String> options(String program) {
    var file =
        folder.resolve("%s-%d.%s".formatted(program, Runtime.version().feature(), KIND.suffix));
    if (Boolean.getBoolean("millrace.rehearsal")) {
      return List.of(KIND.make + file + ".new", QUIET);
    }
    return Files.exists(file) ? List.of(KIND.use + file, QUIET) : List.of();
  }

  private enum Kind {
    CLASSES("jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
    WITH_PROFILES("aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

    private final String suffix;
    private final String make;
    private final String use;

    Kind(String suffix, String make, String use) {
      this.suffix = suffix;
      this.make = make;
      this.use = use;
    }
  }
}
