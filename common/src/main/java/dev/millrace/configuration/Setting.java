package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Reasoning.Effort;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be set for every conversational model, and what holds for all of them. The ranges are
 * those of Runtools; a model may have narrower ones.
 */
public enum Setting {
  TEMPERATURE("temperature", Feature.TEMPERATURE, Rule.range(0, 2)),
  TOP_P("topP", Feature.TOP_P, Rule.range(0, 1)),
  TOP_K("topK", Feature.TOP_K, Rule.whole(1, Integer.MAX_VALUE)),
  MAX_TOKENS(
      "maxTokens",
      Feature.MAX_TOKENS,
      Rule.whole(1, Integer.MAX_VALUE),
      "maxOutputTokens",
      "maxCompletionTokens"),
  STOP("stop", Feature.STOP, Rule.stops(), "stopSequences"),
  SEED("seed", Feature.SEED, Rule.whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
  FREQUENCY_PENALTY("frequencyPenalty", Feature.FREQUENCY_PENALTY, Rule.range(-2, 2)),
  PRESENCE_PENALTY("presencePenalty", Feature.PRESENCE_PENALTY, Rule.range(-2, 2)),
  REASONING_EFFORT("reasoningEffort", Feature.REASONING, Rule.oneOf(efforts())),
  RESPONSE_FORMAT("responseFormat", Feature.JSON_OBJECT, Rule.oneOf(Set.of("text", "json")));

  private final String word;
  private final Feature feature;
  private final Rule rule;
  private final Set<String> aliases;

  Setting(String word, Feature feature, Rule rule, String... aliases) {
    this.word = word;
    this.feature = feature;
    this.rule = rule;
    this.aliases = Set.of(aliases);
  }

  private static Set<String> efforts() {
    return Arrays.stream(Effort.values()).map(Effort::word).collect(Collectors.toSet());
  }

  /** In configurations as they are kept and shown. */
  public String word() {
    return word;
  }

  /** What a conversation asks for that has it. */
  Feature feature() {
    return feature;
  }

  /** What is wrong with a value for any model. */
  Optional<Complaint> complaint(JsonNode value) {
    return rule.complaint(value);
  }

  /** Reads a name, in camel case or with underscores. */
  public static Optional<Setting> named(String name) {
    var camel = camel(name);
    return Stream.of(values())
        .filter(one -> one.word.equals(camel) || one.aliases.contains(camel))
        .findFirst();
  }

  /** All names, for people. */
  static String words() {
    return Stream.of(values()).map(Setting::word).collect(Collectors.joining(", "));
  }

  private static String camel(String name) {
    var camel = new StringBuilder();
    for (var part : name.split("_", -1)) {
      camel.append(
          camel.isEmpty() || part.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return camel.toString();
  }
}
