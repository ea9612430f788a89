package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Optional;

/** Reads how much is to be thought: by {@code thinking}, by effort, and by what RunAPI adds. */
final class ThinkingReader {
  static final String EFFORT = "effort";

  private ThinkingReader() {}

  static Optional<Reasoning> read(Fields fields) {
    var effort = effort(fields);
    var shown = fields.bool("include_thoughts");
    var thinking = fields.object("thinking");
    if (thinking.isPresent()) {
      return Optional.of(thinking(thinking.orElseThrow(), effort, shown));
    }
    return effort.isPresent() || shown.isPresent()
        ? Optional.of(new Reasoning(effort, Optional.empty(), shown.orElse(false)))
        : Optional.empty();
  }

  private static Optional<Effort> effort(Fields fields) {
    var own =
        fields
            .object("output_config")
            .flatMap(config -> config.optional(EFFORT))
            .map(EffortWord::read);
    var added =
        fields
            .optional("reasoning_effort")
            .map(
                word ->
                    Effort.parse(word.text())
                        .orElseThrow(
                            () -> FieldFault.malformed(word.path(), "is no known effort")));
    return own.or(() -> added);
  }

  private static Reasoning thinking(
      Fields thinking, Optional<Effort> effort, Optional<Boolean> shown) {
    var type = thinking.required("type");
    var read =
        switch (type.text()) {
          case "disabled" -> Reasoning.of(Effort.NONE, false);
          case "adaptive" -> new Reasoning(effort, Optional.empty(), isShown(thinking, shown));
          case "enabled" ->
              new Reasoning(effort, Optional.of(budget(thinking)), isShown(thinking, shown));
          default -> throw FieldFault.unsupported(type.path());
        };
    thinking.refuseOthers();
    return read;
  }

  private static long budget(Fields thinking) {
    var budget = thinking.required("budget_tokens");
    return thinking
        .whole("budget_tokens")
        .filter(tokens -> tokens > 0)
        .orElseThrow(() -> FieldFault.malformed(budget.path(), "must be at least 1"));
  }

  /** Whoever asks for thoughts and does not say that they be omitted gets to see them. */
  private static boolean isShown(Fields thinking, Optional<Boolean> shown) {
    var display = thinking.optional("display");
    if (display.isEmpty()) {
      return shown.orElse(true);
    }
    return switch (display.get().text()) {
      case "summarized" -> true;
      case "omitted" -> false;
      default -> throw FieldFault.malformed(display.get().path(), "must be summarized or omitted");
    };
  }
}
