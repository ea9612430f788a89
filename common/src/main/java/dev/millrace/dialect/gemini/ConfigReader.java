package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Sampling;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code generationConfig}. */
final class ConfigReader {
  /** This protocol has no name for a schema. */
  static final String SCHEMA_NAME = "answer";

  private static final long DYNAMIC = -1;

  private ConfigReader() {}

  static void read(Fields config, Conversation.Draft draft) {
    config
        .only("candidateCount", count -> count.asInt() == 1)
        .only("responseModalities", ConfigReader::isText)
        .only("responseLogprobs", wanted -> !wanted.asBoolean())
        .only("audioTimestamp", wanted -> !wanted.asBoolean())
        .only("enableEnhancedCivicAnswers", wanted -> !wanted.asBoolean())
        .only("mediaResolution", size -> size.asText().equals("MEDIA_RESOLUTION_UNSPECIFIED"));
    draft.sampling(sampling(config));
    config.whole("maxOutputTokens").ifPresent(draft::maxTokens);
    format(config).ifPresent(draft::format);
    config.object("thinkingConfig").flatMap(ConfigReader::reasoning).ifPresent(draft::reasoning);
    config.refuseOthers();
  }

  private static boolean isText(JsonNode modalities) {
    for (var modality : modalities) {
      if (!modality.asText().equals("TEXT")) {
        return false;
      }
    }
    return modalities.isArray();
  }

  private static Sampling sampling(Fields config) {
    return new Sampling(
        config.number("temperature"),
        config.number("topP"),
        config.whole("topK"),
        config.whole("seed"),
        config.number("presencePenalty"),
        config.number("frequencyPenalty"),
        config.texts("stopSequences"));
  }

  private static Optional<Format> format(Fields config) {
    var schema = schema(config);
    var type = config.optionalText("responseMimeType").filter(text -> !text.isEmpty());
    return switch (type.orElse("text/plain")) {
      case "application/json" -> Optional.of(schema.orElseGet(Format.JsonObject::new));
      case "text/plain" -> {
        if (schema.isPresent()) {
          throw FieldFault.malformed(
              config.pathOf("responseMimeType"),
              "must be 'application/json' when there is a schema");
        }
        yield Optional.empty();
      }
      default -> throw FieldFault.unsupported(config.pathOf("responseMimeType"));
    };
  }

  private static Optional<Format> schema(Fields config) {
    return SchemaReader.read(config, "responseSchema", "responseJsonSchema")
        .map(
            schema ->
                new Format.JsonSchema(SCHEMA_NAME, Optional.empty(), schema, Optional.empty()));
  }

  /** Empty when the model is to think as it likes, unseen. */
  private static Optional<Reasoning> reasoning(Fields thinking) {
    var budget = thinking.whole("thinkingBudget");
    var effort = thinking.optionalText("thinkingLevel").flatMap(level -> effort(thinking, level));
    boolean shown = thinking.bool("includeThoughts").orElse(false);
    thinking.refuseOthers();
    if (budget.isPresent() && effort.isPresent()) {
      throw FieldFault.malformed(
          thinking.path(), "must have thinkingBudget or thinkingLevel, not both");
    }
    if (budget.filter(tokens -> tokens < DYNAMIC).isPresent()) {
      throw FieldFault.malformed(thinking.pathOf("thinkingBudget"), "must be at least -1");
    }
    var limited = budget.filter(tokens -> tokens != DYNAMIC);
    return limited.isEmpty() && effort.isEmpty() && !shown
        ? Optional.empty()
        : Optional.of(new Reasoning(effort, limited, shown));
  }

  private static Optional<Reasoning.Effort> effort(Fields thinking, String level) {
    return switch (level) {
      case "THINKING_LEVEL_UNSPECIFIED" -> Optional.empty();
      case "MINIMAL", "LOW", "MEDIUM", "HIGH", "minimal", "low", "medium", "high" ->
          Reasoning.Effort.parse(level.toLowerCase(Locale.ROOT));
      default ->
          throw FieldFault.malformed(
              thinking.pathOf("thinkingLevel"), "must be MINIMAL, LOW, MEDIUM or HIGH");
    };
  }
}
