package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Sampling;
import java.util.Optional;

/** Writes {@code generationConfig}. */
final class ConfigWriter {
  private static final int MOST_STOPS = 5;

  /** The highest budget that every thinking model takes. An effort is vague enough to fit it. */
  private static final long COMMON_BUDGET = 24_576;

  private ConfigWriter() {}

  static ObjectNode write(Conversation conversation) {
    var config = JsonNodeFactory.instance.objectNode();
    sampling(conversation.sampling(), config);
    number(config, "maxOutputTokens", conversation.maxTokens(), Feature.MAX_TOKENS);
    conversation.format().ifPresent(format -> format(format, config));
    conversation.reasoning().ifPresent(reasoning -> reasoning(reasoning, config));
    return config;
  }

  private static void sampling(Sampling sampling, ObjectNode config) {
    sampling.temperature().ifPresent(value -> config.put("temperature", value));
    sampling.topP().ifPresent(value -> config.put("topP", value));
    number(config, "topK", sampling.topK(), Feature.TOP_K);
    number(config, "seed", sampling.seed(), Feature.SEED);
    sampling.presencePenalty().ifPresent(value -> config.put("presencePenalty", value));
    sampling.frequencyPenalty().ifPresent(value -> config.put("frequencyPenalty", value));
    if (sampling.stop().size() > MOST_STOPS) {
      throw new InexpressibleException(
          Feature.STOP, "takes at most %d texts at this model's provider".formatted(MOST_STOPS));
    }
    if (!sampling.stop().isEmpty()) {
      var stops = config.putArray("stopSequences");
      sampling.stop().forEach(stops::add);
    }
  }

  /** The protocol's whole numbers have 32 bits. */
  private static void number(
      ObjectNode config, String name, Optional<Long> value, Feature feature) {
    value.ifPresent(
        number -> {
          if (number.intValue() != number) {
            throw new InexpressibleException(
                feature, "must be a number of 32 bits at this model's provider");
          }
          config.put(name, number.intValue());
        });
  }

  private static void format(Format format, ObjectNode config) {
    config.put("responseMimeType", "application/json");
    switch (format) {
      case Format.JsonObject any -> {}
      case Format.JsonSchema schema -> config.set("responseJsonSchema", described(schema));
    }
  }

  /** The description has its place in the schema. Answers fit it always, strict or not. */
  private static JsonNode described(Format.JsonSchema format) {
    return format
        .description()
        .filter(text -> format.schema().isObject() && !format.schema().has("description"))
        .<JsonNode>map(text -> format.schema().<ObjectNode>deepCopy().put("description", text))
        .orElse(format.schema());
  }

  /** The tokens that an effort stands for. */
  static long budgetOf(Reasoning.Effort effort) {
    return Math.min(effort.budget(), COMMON_BUDGET);
  }

  /** Budgets are taken by all models that think, also by those that would rather have a level. */
  private static void reasoning(Reasoning reasoning, ObjectNode config) {
    var thinking = config.putObject("thinkingConfig");
    reasoning
        .budget()
        .or(() -> reasoning.effort().map(ConfigWriter::budgetOf))
        .ifPresent(tokens -> thinking.put("thinkingBudget", tokens));
    thinking.put("includeThoughts", reasoning.shown());
  }
}
