package dev.millrace.api.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was seen to work, as {@code docs/reference/conformance.md} publishes it. */
final class ConformanceTable {
  private static final Path MADE = Path.of("target", "conformance.md");
  private static final String HEAD =
      """
      # Conformance of the gateway

      Every conversational face against every upstream dialect. Each mark is a test that ran over HTTP against a server
      that speaks the upstream's dialect: in one piece and as a stream, where both make sense. A cell without a mark
      fails the build. The table is made by the tests; do not edit it.
      """;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  void seen(String face, Upstream upstream, Trait trait) {
    seen.add(key(face, upstream, trait));
  }

  private static String key(String face, Upstream upstream, Trait trait) {
    return face + "|" + upstream + "|" + trait;
  }

  /** Writes the table to {@code target}, and holds it against the published one. */
  void compare() throws IOException {
    var table =
        HEAD + Face.all().stream().map(face -> table(face.title())).collect(Collectors.joining());
    Files.writeString(MADE, table);
    var published =
        Path.of(System.getProperty("millrace.root"), "docs", "reference", "conformance.md");
    assertThat(Files.exists(published) ? Files.readString(published) : "")
        .as(
            "docs/reference/conformance.md; if the change is meant, put api/target/conformance.md"
                + " in its place")
        .isEqualTo(table);
  }

  private String table(String face) {
    var titles = Stream.of(Trait.values()).map(Trait::title).toList();
    return "\n## "
        + face
        + "\n\n| upstream | "
        + String.join(" | ", titles)
        + " |\n|---|"
        + "---|".repeat(titles.size())
        + "\n"
        + Stream.of(Upstream.values())
            .map(upstream -> row(face, upstream))
            .collect(Collectors.joining());
  }

  private String row(String face, Upstream upstream) {
    return "| "
        + upstream.title()
        + " | "
        + Stream.of(Trait.values())
            .map(trait -> seen.contains(key(face, upstream, trait)) ? "✓" : "")
            .collect(Collectors.joining(" | "))
        + " |\n";
  }
}
