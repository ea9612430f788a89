package dev.millrace.provider.settings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes fields out of a settings object and gathers what is wrong with them.
 *
 * <p>A field that is missing or wrong is noted and read as a harmless stand-in, so that one reading
 * finds every problem. What was read counts only if {@link #problems()} is empty. No sentence holds
 * a header's or key's value.
 */
public final class SettingsReader {
  private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
  private static final URI STAND_IN = URI.create("http://invalid");

  private final JsonNode node;
  private final String path;
  private final List<String> problems;
  private final Set<String> known = new HashSet<>();

  private SettingsReader(JsonNode node, String path, List<String> problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  public static SettingsReader of(JsonNode settings) {
    return new SettingsReader(settings, "settings", new ArrayList<>());
  }

  /** What was wrong up to now. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Notes every field that nobody asked for: most are typing mistakes. */
  public void refuseOthers() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(
                    name, "is not a setting here; there are " + known.stream().sorted().toList());
              }
            });
  }

  public void problem(String field, String reason) {
    problems.add(path + "." + field + " " + reason);
  }

  public boolean has(String field) {
    known.add(field);
    return node.hasNonNull(field);
  }

  public String text(String field) {
    return optionalText(field).orElseGet(() -> missing(field, ""));
  }

  /** Empty when the field is absent or blank. */
  public Optional<String> optionalText(String field) {
    if (!has(field)) {
      return Optional.empty();
    }
    var value = node.get(field);
    if (!value.isTextual()) {
      problem(field, "must be a string");
      return Optional.of("");
    }
    return Optional.of(value.textValue().strip()).filter(text -> !text.isEmpty());
  }

  /** One of the constants, written in lower case; the first one when it is absent. */
  public <E extends Enum<E>> E choice(String field, List<E> choices) {
    var text = optionalText(field);
    if (text.isEmpty()) {
      return choices.getFirst();
    }
    return choices.stream()
        .filter(choice -> lower(choice).equals(text.get()))
        .findFirst()
        .orElseGet(
            () -> {
              problem(
                  field,
                  "must be one of "
                      + choices.stream().map(Object::toString).map(String::toLowerCase).toList());
              return choices.getFirst();
            });
  }

  private static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(java.util.Locale.ROOT);
  }

  public URI url(String field) {
    var text = text(field);
    return text.isEmpty() ? STAND_IN : checkedUrl(field, text, text);
  }

  /** Likewise; {@code standard} when it is absent. */
  public URI url(String field, String standard) {
    var text = optionalText(field).orElse(standard);
    return checkedUrl(field, text, text);
  }

  /** A URL in which {@code {id}} stands for the upstream's name of a run. */
  public Optional<String> urlTemplate(String field) {
    var template = optionalText(field);
    template.ifPresent(text -> checkedUrl(field, text.replace("{id}", "id"), text));
    return template;
  }

  private URI checkedUrl(String field, String text, String shown) {
    var url = HttpUrl.parse(text);
    if (url.isEmpty()) {
      problem(field, "must be an http or https URL without user and fragment, not '" + shown + "'");
    }
    return url.orElse(STAND_IN);
  }

  public JsonPointer pointer(String field) {
    return optionalPointer(field).orElseGet(() -> missing(field, JsonPointer.empty()));
  }

  /** A JSON pointer; the empty string points at the whole. */
  public Optional<JsonPointer> optionalPointer(String field) {
    if (!has(field)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonPointer.compile(node.get(field).textValue()));
    } catch (IllegalArgumentException e) {
      problem(field, "must be a JSON pointer such as /urls/get");
      return Optional.of(JsonPointer.empty());
    }
  }

  /** A list of strings, or one string; empty when absent. */
  public Set<String> words(String field) {
    var words = new HashSet<String>();
    if (has(field)) {
      var value = node.get(field);
      (value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value))
          .forEach(word -> words.add(word.asText()));
    }
    return Set.copyOf(words);
  }

  public Set<String> someWords(String field) {
    var words = words(field);
    return words.isEmpty() ? missing(field, Set.of()) : words;
  }

  /** Header names and values; empty when absent. Absent and empty values are left out. */
  public Map<String, String> headers(String field) {
    var headers = new LinkedHashMap<String, String>();
    optionalObject(field).fields().forEachRemaining(entry -> header(field, entry, headers));
    return headers;
  }

  private void header(
      String field, Map.Entry<String, JsonNode> entry, Map<String, String> headers) {
    var value = entry.getValue().asText("");
    if (!entry.getKey().matches(HEADER_NAME)) {
      problem(field, "has a name that is none for a header: '" + entry.getKey() + "'");
    } else if (entry.getValue().isContainerNode()
        || value.chars().anyMatch(Character::isISOControl)) {
      problem(field + "." + entry.getKey(), "must be a string without control characters");
    } else if (!value.isBlank()) {
      headers.put(entry.getKey(), value);
    }
  }

  /** An object as it stands; an empty one when absent. */
  public ObjectNode optionalObject(String field) {
    if (has(field) && !node.get(field).isObject()) {
      problem(field, "must be an object");
    }
    return node.get(field) instanceof ObjectNode object
        ? object
        : JsonNodeFactory.instance.objectNode();
  }

  /** A group of settings; an empty one when absent. */
  public SettingsReader group(String field) {
    return new SettingsReader(optionalObject(field), path + "." + field, problems);
  }

  public long whole(String field, long standard, long min, long max) {
    return (long) number(field, standard, min, max);
  }

  public double number(String field, double standard, double min, double max) {
    if (!has(field)) {
      return standard;
    }
    var value = node.get(field);
    if (!value.isNumber() || value.doubleValue() < min || value.doubleValue() > max) {
      problem(field, "must be a number from %s to %s".formatted(plain(min), plain(max)));
      return standard;
    }
    return value.doubleValue();
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private <T> T missing(String field, T standIn) {
    problem(field, "is missing");
    return standIn;
  }
}
