package dev.millrace.model.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns YAML into a {@link YamlDocument}. Anchors, aliases and merge keys are resolved; no object
 * is ever made of a tag.
 */
final class YamlReader {
  private static final int MAX_VALUES = 200_000;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Problems problems;

  private YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The document, or empty when the text is no YAML that we take; {@code problems} says why. */
  static Optional<YamlDocument> read(String text, Problems problems) {
    int before = problems.count();
    var reader = new YamlReader(problems);
    try {
      var root = reader.root(new Yaml(options()).compose(new StringReader(text)));
      return problems.count() > before
          ? Optional.empty()
          : Optional.of(new YamlDocument(root, reader.lines));
    } catch (MarkedYAMLException e) {
      problems.add(lineOf(e.getProblemMark()), "this is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.add(1, "this is no YAML that we take: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static LoaderOptions options() {
    var options = new LoaderOptions();
    options.setMergeOnCompose(true);
    return options;
  }

  private static int lineOf(Mark mark) {
    return mark == null ? 1 : mark.getLine() + 1;
  }

  private JsonNode root(Node node) {
    return node == null ? JSON.missingNode() : json(node, JsonPointer.empty(), node.getStartMark());
  }

  private JsonNode json(Node node, JsonPointer place, Mark start) {
    lines.put(place, lineOf(start));
    if (lines.size() > MAX_VALUES) {
      throw new YAMLException("it has more than %d values".formatted(MAX_VALUES));
    }
    if (node instanceof ScalarNode scalar) {
      return Scalars.json(scalar);
    }
    if (!open.add(node)) {
      throw new YAMLException(
          "the value in line %d contains itself".formatted(lineOf(node.getStartMark())));
    }
    var json =
        node instanceof MappingNode mapping
            ? object(mapping.getValue(), place)
            : array(((SequenceNode) node).getValue(), place);
    open.remove(node);
    return json;
  }

  private JsonNode object(List<NodeTuple> fields, JsonPointer place) {
    var object = JSON.objectNode();
    for (var field : fields) {
      var key = field.getKeyNode();
      if (!(key instanceof ScalarNode name)) {
        problems.add(lineOf(key.getStartMark()), "a name must be a plain text");
      } else if (object.has(name.getValue())) {
        problems.add(
            lineOf(key.getStartMark()), "the field '%s' is here twice".formatted(name.getValue()));
      } else {
        var inner = place.appendProperty(name.getValue());
        object.set(name.getValue(), json(field.getValueNode(), inner, key.getStartMark()));
      }
    }
    return object;
  }

  private JsonNode array(List<Node> items, JsonPointer place) {
    var array = JSON.arrayNode();
    for (var item : items) {
      array.add(json(item, place.appendIndex(array.size()), item.getStartMark()));
    }
    return array;
  }
}
