package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects what goes under a body: values for fields of which the body says nothing. A field that
 * is {@code null} is as one that is not there. Places are written as {@code generationConfig.topP}.
 * The body stays as it is.
 */
public final class Underlay {
  private final ObjectNode body;
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();

  public Underlay(ObjectNode body) {
    this.body = body;
  }

  /**
   * Whether the body says something there, or there is something under it by now. Where an object
   * would have to be and something else is, the body says something too: what is wrong with it is
   * for its dialect to say.
   */
  public boolean says(String place) {
    JsonNode node = null;
    for (var step : steps(place)) {
      if (node != null && !node.isObject()) {
        return true;
      }
      node = node == null ? top(step) : node.path(step);
      if (node.isMissingNode() || node.isNull()) {
        return false;
      }
    }
    return true;
  }

  private JsonNode top(String name) {
    var laid = fields.get(name);
    return laid == null ? body.path(name) : laid;
  }

  /** Puts a value at a place, unless the body says something there. */
  public Underlay put(String place, JsonNode value) {
    if (says(place)) {
      return this;
    }
    var steps = steps(place);
    if (steps.size() == 1) {
      fields.put(place, value);
      return this;
    }
    var object = objectAt(steps.getFirst());
    for (var step : steps.subList(1, steps.size() - 1)) {
      object =
          object.path(step).isObject() ? (ObjectNode) object.get(step) : object.putObject(step);
    }
    object.set(steps.getLast(), value);
    return this;
  }

  /** A copy of what the body has there, so that the body stays as it is. */
  private ObjectNode objectAt(String name) {
    return (ObjectNode)
        fields.computeIfAbsent(
            name,
            missing ->
                body.path(missing).isObject()
                    ? body.get(missing).deepCopy()
                    : JsonNodeFactory.instance.objectNode());
  }

  /** Puts a number at a place, if there is one. */
  public Underlay number(String place, Optional<Double> value) {
    value.ifPresent(number -> put(place, DoubleNode.valueOf(number)));
    return this;
  }

  /** Puts a whole number at a place, if there is one. */
  public Underlay whole(String place, Optional<Long> value) {
    value.ifPresent(number -> put(place, LongNode.valueOf(number)));
    return this;
  }

  /** Puts a list of texts at a place, if there are any. */
  public Underlay texts(String place, List<String> texts) {
    return texts.isEmpty() ? this : put(place, list(texts));
  }

  private static ArrayNode list(List<String> texts) {
    var list = JsonNodeFactory.instance.arrayNode(texts.size());
    texts.forEach(list::add);
    return list;
  }

  /** The fields to be put into the body at its top; those that hold others come whole. */
  public Map<String, JsonNode> fields() {
    return fields;
  }

  private static List<String> steps(String place) {
    return List.of(place.split("\\.", -1));
  }
}
