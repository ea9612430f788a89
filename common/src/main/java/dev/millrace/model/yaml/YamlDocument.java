package dev.millrace.model.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A YAML text as a JSON tree that remembers its lines.
 *
 * @param lines where each value begins; that of a field is the line of its name
 */
record YamlDocument(JsonNode root, Map<JsonPointer, Integer> lines) {
  YamlDocument {
    lines = Map.copyOf(lines);
  }

  /** The line of a place, counted from 1; of the nearest place around it when nothing is there. */
  int lineOf(JsonPointer place) {
    var line = lines.get(place);
    if (line != null) {
      return line;
    }
    return place.matches() ? 1 : lineOf(place.head());
  }
}
