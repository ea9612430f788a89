package dev.millrace.model.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The variables that settings may refer to as <code>${NAME}</code> or <code>${NAME:default}</code>.
 * An empty variable counts as absent: that is how compose files hand on what is not set.
 */
record Environment(Map<String, String> variables) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:(?:(?!\\$\\{)[^}])*)?}");

  Environment {
    variables = Map.copyOf(variables);
  }

  /** The value with its references resolved; adds the names of absent variables to the set. */
  JsonNode resolve(Element element, Set<String> absent) {
    var value = element.value();
    if (value.isTextual()) {
      return TextNode.valueOf(resolveText(element, value.textValue(), absent));
    }
    if (value.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      element.items().forEach(item -> array.add(resolve(item, absent)));
      return array;
    }
    return value.isObject() ? resolveFields(element, absent) : value;
  }

  private JsonNode resolveFields(Element element, Set<String> absent) {
    var object = JsonNodeFactory.instance.objectNode();
    element
        .value()
        .fieldNames()
        .forEachRemaining(
            name ->
                object.set(
                    name,
                    element
                        .optional(name)
                        .map(field -> resolve(field, absent))
                        .orElse(element.value().get(name))));
    return object;
  }

  private String resolveText(Element element, String text, Set<String> absent) {
    if (REFERENCE.matcher(text).replaceAll("").contains("${")) {
      element.refuse("has a reference that is not of the form ${NAME} or ${NAME:default}");
    }
    var resolved = new StringBuilder();
    var reference = REFERENCE.matcher(text);
    while (reference.find()) {
      reference.appendReplacement(resolved, "");
      resolved.append(valueOf(reference.toMatchResult(), absent));
    }
    return reference.appendTail(resolved).toString();
  }

  private String valueOf(MatchResult reference, Set<String> absent) {
    var value = variables.getOrDefault(reference.group(1), "");
    if (!value.isEmpty()) {
      return value;
    }
    if (reference.group(2) == null) {
      absent.add(reference.group(1));
      return "";
    }
    return reference.group(2).substring(1);
  }
}
