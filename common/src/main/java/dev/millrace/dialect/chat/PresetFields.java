package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.Preset;
import dev.millrace.dialect.Underlay;
import java.util.Map;

/** A preset in this dialect's fields. */
final class PresetFields {
  private static final String EFFORT = "reasoning_effort";
  private static final String FORMAT = "response_format";

  private PresetFields() {}

  static Map<String, JsonNode> of(Preset preset, ObjectNode body) {
    var sampling = preset.sampling();
    var under =
        new Underlay(body)
            .number("temperature", sampling.temperature())
            .number("top_p", sampling.topP())
            .whole("top_k", sampling.topK())
            .whole("seed", sampling.seed())
            .number("presence_penalty", sampling.presencePenalty())
            .number("frequency_penalty", sampling.frequencyPenalty())
            .texts("stop", sampling.stop());
    preset.effort().ifPresent(effort -> under.put(EFFORT, TextNode.valueOf(effort.word())));
    if (!TokenLimit.isSaid(under)) {
      var name = TokenLimit.nameFor(preset.model(), under.says(EFFORT));
      under.whole(name, preset.maxTokens());
    }
    if (preset.json()) {
      under.put(FORMAT, JsonNodeFactory.instance.objectNode().put("type", "json_object"));
    }
    return under.fields();
  }
}
