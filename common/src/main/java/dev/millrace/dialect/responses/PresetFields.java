package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.Preset;
import dev.millrace.dialect.Underlay;
import java.util.Map;

/** A preset in this dialect's fields. It has none for seeds, stops, penalties and the like. */
final class PresetFields {
  private PresetFields() {}

  static Map<String, JsonNode> of(Preset preset, ObjectNode body) {
    var under =
        new Underlay(body)
            .number("temperature", preset.sampling().temperature())
            .number("top_p", preset.sampling().topP())
            .whole("max_output_tokens", preset.maxTokens());
    preset
        .effort()
        .ifPresent(effort -> under.put("reasoning.effort", TextNode.valueOf(effort.word())));
    if (preset.json()) {
      under.put("text.format", JsonNodeFactory.instance.objectNode().put("type", "json_object"));
    }
    return under.fields();
  }
}
