package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.Preset;
import dev.millrace.dialect.Underlay;
import java.util.Map;

/** A preset in this dialect's fields, all in {@code options}. */
final class PresetFields {
  private PresetFields() {}

  static Map<String, JsonNode> of(Preset preset, ObjectNode body) {
    var sampling = preset.sampling();
    var under =
        new Underlay(body)
            .number("options.temperature", sampling.temperature())
            .number("options.topP", sampling.topP())
            .whole("options.topK", sampling.topK())
            .whole("options.seed", sampling.seed())
            .number("options.presencePenalty", sampling.presencePenalty())
            .number("options.frequencyPenalty", sampling.frequencyPenalty());
    if (!under.says("options.stopSequences")) {
      under.texts("options.stop", sampling.stop());
    }
    if (!under.says("options.maxOutputTokens")) {
      under.whole("options.maxTokens", preset.maxTokens());
    }
    if (!under.says("options.reasoning.budgetTokens")) {
      preset
          .effort()
          .ifPresent(
              effort -> under.put("options.reasoning.effort", TextNode.valueOf(effort.word())));
    }
    if (preset.json()) {
      under.put(
          "options.responseFormat", JsonNodeFactory.instance.objectNode().put("type", "json"));
    }
    return under.fields();
  }
}
