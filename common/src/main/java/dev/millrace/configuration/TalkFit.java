package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Role;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Preset;
import dev.millrace.fault.ValidationError;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a conversational model can be asked for: what it says of itself, and what its provider's
 * protocol has words for, on each of its routes.
 */
final class TalkFit {
  private static final String REASONING = "reasoning";

  private final Model model;
  private final boolean strict;
  private final OwnShape shape;
  private final Map<Setting, Complaint> complaints = new EnumMap<>(Setting.class);

  /**
   * @param strict whether an upstream that speaks no protocol of others must name in its schema
   *     what it is asked for; a stand-in does not
   */
  TalkFit(Model model, boolean strict) {
    this.model = model;
    this.strict = strict;
    this.shape = new OwnShape(model);
  }

  /**
   * The first complaint about each setting.
   *
   * @param known values that hold for any model, by {@link Setting#word()}
   */
  Map<Setting, Complaint> complaints(ObjectNode known) {
    Stream.of(Setting.values())
        .filter(setting -> known.has(setting.word()))
        .forEach(setting -> check(setting, known.get(setting.word())));
    if (complaints.isEmpty() && !known.isEmpty()) {
      checkTogether(TalkPreset.of(model, known));
    }
    return complaints;
  }

  private void check(Setting setting, JsonNode value) {
    switch (setting) {
      case REASONING_EFFORT -> checkThatItThinks();
      case MAX_TOKENS -> checkTokens(value.longValue());
      case TEMPERATURE,
          TOP_P,
          TOP_K,
          STOP,
          SEED,
          FREQUENCY_PENALTY,
          PRESENCE_PENALTY,
          RESPONSE_FORMAT -> {}
    }
    var alone = JsonNodeFactory.instance.objectNode().set(setting.word(), value);
    var preset = TalkPreset.of(model, (ObjectNode) alone);
    checkSchema(setting, preset);
    model.routes().forEach(route -> checkRoute(setting, preset, route));
  }

  private void checkThatItThinks() {
    if (!model.capabilities().contains(REASONING)) {
      complain(
          Setting.REASONING_EFFORT,
          "const",
          "is only for models that reason, which %s does not".formatted(model.name()));
    }
  }

  private void checkTokens(long most) {
    OutputLimit.of(model)
        .filter(limit -> most > limit)
        .ifPresent(
            limit ->
                complain(
                    Setting.MAX_TOKENS,
                    "maximum",
                    "must be at most %d for %s".formatted(limit, model.name())));
  }

  private void checkSchema(Setting setting, Preset preset) {
    shape.errors(preset).stream()
        .findFirst()
        .map(ValidationError::message)
        .ifPresent(
            message ->
                complain(
                    setting,
                    "inputSchema",
                    "does not fit %s: %s".formatted(model.name(), message)));
  }

  /**
   * An upstream that speaks no protocol of others is asked for what the schema names, and no more.
   */
  private void checkRoute(Setting setting, Preset preset, Route route) {
    var upstream = Dialects.of(route);
    if (upstream.isPresent()) {
      inexpressible(upstream.get(), preset)
          .ifPresent(why -> complain(setting, "provider", why.getMessage()));
    } else if (strict && !shape.names(preset)) {
      complain(setting, "provider", "is nothing that %s takes".formatted(model.name()));
    }
  }

  private void checkTogether(Preset preset) {
    for (var route : model.routes()) {
      Dialects.of(route)
          .flatMap(upstream -> inexpressible(upstream, preset))
          .ifPresent(why -> complain(settingOf(why), "provider", why.getMessage()));
    }
  }

  private static Setting settingOf(InexpressibleException why) {
    return Stream.of(Setting.values())
        .filter(setting -> setting.feature() == why.feature())
        .findFirst()
        .orElseThrow(() -> why);
  }

  private Optional<InexpressibleException> inexpressible(Dialect upstream, Preset preset) {
    try {
      upstream.write(conversation(preset), preset.model());
      return Optional.empty();
    } catch (InexpressibleException why) {
      return Optional.of(why);
    }
  }

  private static Conversation conversation(Preset preset) {
    var draft =
        Conversation.draft().turn(Role.USER, new Part.Text("?")).sampling(preset.sampling());
    preset.maxTokens().ifPresent(draft::maxTokens);
    preset.effort().ifPresent(effort -> draft.reasoning(Reasoning.of(effort, true)));
    if (preset.json()) {
      draft.format(new Format.JsonObject());
    }
    return draft.done();
  }

  private void complain(Setting setting, String code, String text) {
    complaints.putIfAbsent(setting, new Complaint(code, text));
  }
}
