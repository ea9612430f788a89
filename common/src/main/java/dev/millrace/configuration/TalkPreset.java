package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.conversation.Sampling;
import dev.millrace.dialect.Preset;
import dev.millrace.model.Model;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Makes settings that fit a conversational model into what goes under a call's body. */
final class TalkPreset {
  private final ObjectNode known;

  private TalkPreset(ObjectNode known) {
    this.known = known;
  }

  /**
   * The preset.
   *
   * @param known values by {@link Setting#word()}, each of its setting's type
   */
  static Preset of(Model model, ObjectNode known) {
    return new TalkPreset(known).preset(model.name().alias());
  }

  private Preset preset(String model) {
    return new Preset(
        model,
        new Sampling(
            number(Setting.TEMPERATURE),
            number(Setting.TOP_P),
            whole(Setting.TOP_K),
            whole(Setting.SEED),
            number(Setting.PRESENCE_PENALTY),
            number(Setting.FREQUENCY_PENALTY),
            value(Setting.STOP).map(TalkPreset::texts).orElse(List.of())),
        whole(Setting.MAX_TOKENS),
        value(Setting.REASONING_EFFORT).map(JsonNode::textValue).flatMap(Effort::parse),
        value(Setting.RESPONSE_FORMAT).filter(word -> word.asText().equals("json")).isPresent());
  }

  private Optional<JsonNode> value(Setting setting) {
    return Optional.ofNullable(known.get(setting.word()));
  }

  private Optional<Double> number(Setting setting) {
    return value(setting).map(JsonNode::doubleValue);
  }

  private Optional<Long> whole(Setting setting) {
    return value(setting).map(JsonNode::longValue);
  }

  private static List<String> texts(JsonNode stop) {
    return stop.isTextual()
        ? List.of(stop.textValue())
        : StreamSupport.stream(stop.spliterator(), false).map(JsonNode::asText).toList();
  }
}
