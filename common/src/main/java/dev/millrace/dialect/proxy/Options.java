package dev.millrace.dialect.proxy;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Sampling;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads {@code options}. The AI SDK's own names for two of the fields are read too. */
final class Options {
  private static final String MAX_TOKENS = "maxTokens";
  private static final String STOP = "stop";

  private Options() {}

  static Fields of(Fields body) {
    return body.required("options").object();
  }

  static Conversation read(Fields options) {
    var draft = Conversation.draft().sampling(sampling(options));
    MessagesReader.read(options).forEach(draft::turn);
    ToolsReader.read(options, draft);
    maxTokens(options).ifPresent(draft::maxTokens);
    options.object("responseFormat").flatMap(FormatFields::read).ifPresent(draft::format);
    options.object("reasoning").flatMap(ReasoningFields::read).ifPresent(draft::reasoning);
    options.optionalText("user").ifPresent(draft::user);
    options.refuseOthers();
    return draft.done();
  }

  /** How many tokens an answer may have, those of its reasoning included. */
  static Optional<Long> maxTokens(Fields options) {
    return either(options, MAX_TOKENS, "maxOutputTokens", Options::positive);
  }

  private static Optional<Long> positive(Fields options, String name) {
    var limit = options.whole(name);
    if (limit.isPresent() && limit.get() < 1) {
      throw FieldFault.malformed(options.pathOf(name), "must be at least 1");
    }
    return limit;
  }

  private static Sampling sampling(Fields options) {
    return new Sampling(
        within(options, "temperature", 0, 2),
        within(options, "topP", 0, 1),
        options.whole("topK"),
        options.whole("seed"),
        within(options, "presencePenalty", -2, 2),
        within(options, "frequencyPenalty", -2, 2),
        stops(options));
  }

  private static List<String> stops(Fields options) {
    return either(
            options,
            STOP,
            "stopSequences",
            (fields, name) -> Optional.of(fields.texts(name)).filter(texts -> !texts.isEmpty()))
        .orElse(List.of());
  }

  private static Optional<Double> within(Fields options, String name, int least, int most) {
    var number = options.number(name);
    if (number.isPresent() && (number.get() < least || number.get() > most)) {
      throw FieldFault.malformed(
          options.pathOf(name), "must be from %d to %d".formatted(least, most));
    }
    return number;
  }

  /** A field that has two names; a body that uses both says the same twice. */
  private static <T> Optional<T> either(
      Fields options, String name, String other, BiFunction<Fields, String, Optional<T>> read) {
    var one = read.apply(options, name);
    var two = read.apply(options, other);
    if (one.isPresent() && two.isPresent() && !one.equals(two)) {
      throw FieldFault.malformed(
          options.pathOf(other), "says something else than '%s'".formatted(name));
    }
    return one.or(() -> two);
  }
}
