package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Where in a body values of one meaning stand, such as {@code messages[].content[].file_id}. */
final class Places {
  private static final String EACH = "[]";

  private final List<List<String>> paths;

  private Places(List<List<String>> paths) {
    this.paths = paths;
  }

  static Places at(String... paths) {
    return new Places(Stream.of(paths).map(Places::steps).toList());
  }

  private static List<String> steps(String path) {
    return List.of(path.replace(EACH, "." + EACH).split("\\."));
  }

  /** Calls for each value that is there, with its own path. */
  void each(JsonNode body, BiConsumer<String, JsonNode> value) {
    paths.forEach(steps -> walk(steps, body, "", value));
  }

  private static void walk(
      List<String> steps, JsonNode node, String path, BiConsumer<String, JsonNode> value) {
    if (steps.isEmpty()) {
      value.accept(path, node);
      return;
    }
    var name = steps.getFirst();
    var rest = steps.subList(1, steps.size());
    if (name.equals(EACH)) {
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        walk(rest, node.get(i), path + "[" + i + "]", value);
      }
    } else if (node.has(name)) {
      walk(rest, node.get(name), path.isEmpty() ? name : path + "." + name, value);
    }
  }
}
