package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.dialect.Preset;
import dev.millrace.dialect.Underlay;
import java.util.List;
import java.util.Map;

/**
 * A preset in this dialect's fields. It has none for seeds, penalties and JSON without a schema,
 * and no temperature above 1.
 */
final class PresetFields {
  private static final String MAX_TOKENS = "max_tokens";
  private static final List<String> THOUGHT =
      List.of("thinking", "output_config.effort", "reasoning_effort");

  private PresetFields() {}

  static Map<String, JsonNode> of(Preset preset, ObjectNode body) {
    var sampling = preset.sampling();
    var under =
        new Underlay(body)
            .number("temperature", sampling.temperature().filter(value -> value <= 1))
            .number("top_p", sampling.topP())
            .whole("top_k", sampling.topK())
            .texts("stop_sequences", sampling.stop())
            .whole(MAX_TOKENS, preset.maxTokens());
    if (THOUGHT.stream().noneMatch(under::says)) {
      preset.effort().ifPresent(effort -> think(effort, preset.model(), body, under));
    }
    return under.fields();
  }

  /** Left out where the caller's own bound leaves no room to think. */
  private static void think(Effort effort, String model, ObjectNode body, Underlay under) {
    var thinking = JsonNodeFactory.instance.objectNode();
    try {
      Thinking.of(wanting(effort, body, under), model).write(thinking);
    } catch (InexpressibleException noRoom) {
      return;
    }
    thinking.properties().stream()
        .filter(field -> field.getValue().isObject())
        .forEach(field -> put(field.getKey(), (ObjectNode) field.getValue(), under));
    under.put(MAX_TOKENS, thinking.get(MAX_TOKENS));
  }

  private static void put(String name, ObjectNode object, Underlay under) {
    object.properties().forEach(field -> under.put(name + "." + field.getKey(), field.getValue()));
  }

  private static Conversation wanting(Effort effort, ObjectNode body, Underlay under) {
    var most = under.fields().getOrDefault(MAX_TOKENS, body.path(MAX_TOKENS));
    var draft = Conversation.draft().reasoning(Reasoning.of(effort, true));
    return most.isIntegralNumber() && most.canConvertToLong()
        ? draft.maxTokens(most.longValue()).done()
        : draft.done();
  }
}
