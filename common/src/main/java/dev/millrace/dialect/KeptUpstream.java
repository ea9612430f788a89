package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.fault.FaultException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Places at which a body may name something that its protocol's server keeps: an earlier response,
 * an uploaded file, a cache. Upstream such things belong to the operator's account, which all
 * callers share, so none of them may name one: it might be another caller's.
 */
public final class KeptUpstream {
  private static final String EACH = "[]";

  private final List<Place> places;

  private KeptUpstream(List<Place> places) {
    this.places = places;
  }

  private record Place(List<String> steps, Predicate<JsonNode> isKept) {}

  /**
   * Wherever one of these has a value.
   *
   * @param paths such as {@code messages[].content[].file_id}
   */
  public static KeptUpstream at(String... paths) {
    return new KeptUpstream(
        Stream.of(paths).map(path -> new Place(steps(path), value -> !value.isNull())).toList());
  }

  /** Also where this one has such a value. */
  public KeptUpstream or(String path, Predicate<JsonNode> isKept) {
    return new KeptUpstream(
        Stream.concat(places.stream(), Stream.of(new Place(steps(path), isKept))).toList());
  }

  private static List<String> steps(String path) {
    return List.of(path.replace(EACH, "." + EACH).split("\\."));
  }

  /**
   * Refuses a body that names such a thing.
   *
   * @throws FaultException of FIELD_UNSUPPORTED that names the field
   */
  public void refuse(ObjectNode body) {
    places.forEach(place -> refuse(place, 0, body, ""));
  }

  private static void refuse(Place place, int step, JsonNode node, String path) {
    if (step == place.steps().size()) {
      if (place.isKept().test(node)) {
        throw FieldFault.unsupported(
            path,
            "names something that is kept at the provider, in an account that is not yours; send the thing itself");
      }
      return;
    }
    var name = place.steps().get(step);
    if (name.equals(EACH)) {
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        refuse(place, step + 1, node.get(i), "%s[%d]".formatted(path, i));
      }
    } else if (node.has(name)) {
      refuse(place, step + 1, node.get(name), path.isEmpty() ? name : path + "." + name);
    }
  }
}
