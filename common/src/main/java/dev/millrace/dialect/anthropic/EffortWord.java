package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Reasoning.Effort;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;

/**
 * Effort in Anthropic's words: {@code low}, {@code medium}, {@code high}, {@code xhigh}, {@code
 * max}.
 */
final class EffortWord {
  private EffortWord() {}

  /** The neutral words end at {@code xhigh}. */
  static Effort read(Fields.Value value) {
    return switch (value.text()) {
      case "low" -> Effort.LOW;
      case "medium" -> Effort.MEDIUM;
      case "high" -> Effort.HIGH;
      case "xhigh", "max" -> Effort.XHIGH;
      default ->
          throw FieldFault.malformed(value.path(), "must be low, medium, high, xhigh or max");
    };
  }

  /** The least is {@code low}. */
  static String of(Effort effort) {
    return switch (effort) {
      case NONE, MINIMAL, LOW -> "low";
      case MEDIUM, HIGH, XHIGH -> effort.word();
    };
  }
}
