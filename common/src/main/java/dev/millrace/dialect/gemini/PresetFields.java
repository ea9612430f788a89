package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.dialect.Preset;
import dev.millrace.dialect.Underlay;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A preset in this dialect's fields, all in {@code generationConfig}, in the body's spelling. */
final class PresetFields {
  private static final String CONFIG = "generationConfig";

  private final Underlay under;
  private final String config;

  private PresetFields(ObjectNode body) {
    this.under = new Underlay(body);
    var snake = Canonical.snake(CONFIG);
    this.config = body.hasNonNull(snake) ? snake : CONFIG;
  }

  static Map<String, JsonNode> of(Preset preset, ObjectNode body) {
    var fields = new PresetFields(body);
    fields.put(preset);
    return fields.under.fields();
  }

  private void put(Preset preset) {
    var sampling = preset.sampling();
    at("temperature", place -> under.number(place, sampling.temperature()));
    at("topP", place -> under.number(place, sampling.topP()));
    at("topK", place -> under.whole(place, sampling.topK()));
    at("seed", place -> under.whole(place, sampling.seed()));
    at("presencePenalty", place -> under.number(place, sampling.presencePenalty()));
    at("frequencyPenalty", place -> under.number(place, sampling.frequencyPenalty()));
    at("stopSequences", place -> under.texts(place, sampling.stop()));
    at("maxOutputTokens", place -> under.whole(place, preset.maxTokens()));
    at("thinkingConfig", place -> budget(place, preset.effort()));
    if (preset.json() && !isSchemaSaid()) {
      at("responseMimeType", place -> under.put(place, TextNode.valueOf("application/json")));
    }
  }

  private void budget(String place, Optional<Effort> effort) {
    effort
        .map(ConfigWriter::budgetOf)
        .ifPresent(tokens -> under.put(place + ".thinkingBudget", LongNode.valueOf(tokens)));
  }

  /** A schema comes with its own type. */
  private boolean isSchemaSaid() {
    return isSaid("responseSchema") || isSaid("responseJsonSchema");
  }

  private void at(String name, Consumer<String> put) {
    if (!isSaid(name)) {
      put.accept(config + "." + name);
    }
  }

  private boolean isSaid(String name) {
    return under.says(config + "." + name) || under.says(config + "." + Canonical.snake(name));
  }
}
