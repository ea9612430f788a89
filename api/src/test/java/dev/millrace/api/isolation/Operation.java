package dev.millrace.api.isolation;

import io.restassured.path.json.JsonPath;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A method and a path of the API.
 *
 * @param path with its parameters in braces, as the OpenAPI document has it
 */
record Operation(String method, String path) implements Comparable<Operation> {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  /** All of an OpenAPI document. */
  static Set<Operation> of(JsonPath document) {
    var all = new TreeSet<Operation>();
    document
        .<String, Map<String, Object>>getMap("paths")
        .forEach(
            (path, item) ->
                item.keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> all.add(of(method.toUpperCase(Locale.ROOT) + " " + path))));
    return all;
  }

  /** As {@link #toString} writes it. */
  static Operation of(String text) {
    int space = text.indexOf(' ');
    return new Operation(text.substring(0, space), text.substring(space + 1).strip());
  }

  @Override
  public int compareTo(Operation other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
