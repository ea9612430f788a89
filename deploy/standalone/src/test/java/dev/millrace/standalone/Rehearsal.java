package dev.millrace.standalone;

import dev.millrace.bench.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Starts an api and a worker once, so that they leave archives of their classes. These tests start
 * the two dozens of times, and much of a start is the loading of classes.
 */
final class Rehearsal {
  private static final String PROPERTY = "millrace.rehearsal";
  private static final String FRESH = ".new";

  private Rehearsal() {}

  /** Does nothing where the archives are there and as new as what is started. */
  static void of(Cluster cluster, Path root) throws IOException {
    var artifacts =
        Stream.of("api", "worker")
            .map(module -> root.resolve(module).resolve("target/quarkus-app"))
            .toList();
    for (var artifact : artifacts) {
      if (!isRehearsed(artifact)) {
        hold(cluster, artifacts);
        return;
      }
    }
  }

  private static boolean isRehearsed(Path artifact) throws IOException {
    var built = Files.getLastModifiedTime(artifact.resolve("quarkus-run.jar"));
    for (var archive : archives(artifact, "")) {
      if (Files.getLastModifiedTime(archive).compareTo(built) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static void hold(Cluster cluster, List<Path> artifacts) throws IOException {
    cluster.engines().start();
    System.setProperty(PROPERTY, "true");
    try {
      cluster.run(1, 1);
      cluster.run(0, 0);
    } finally {
      System.clearProperty(PROPERTY);
    }
    for (var artifact : artifacts) {
      for (var fresh : archives(artifact, FRESH)) {
        var name = fresh.getFileName().toString();
        Files.move(
            fresh,
            fresh.resolveSibling(name.substring(0, name.length() - FRESH.length())),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<Path> archives(Path artifact, String suffix) throws IOException {
    try (var files = Files.newDirectoryStream(artifact, "*.{jsa,aot}" + suffix)) {
      return StreamSupport.stream(files.spliterator(), false).toList();
    }
  }
}
