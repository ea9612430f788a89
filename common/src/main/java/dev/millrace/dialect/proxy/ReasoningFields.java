package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Reasoning;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.openai.CallerFields;
import java.util.Optional;

/**
 * How much the model is to think: {@code effort} by a word or {@code budgetTokens}, and whether the
 * answer has the thoughts, {@code include}, which it has unless it is said that it should not.
 */
final class ReasoningFields {
  private static final String EFFORT = "effort";
  private static final String BUDGET = "budgetTokens";
  private static final String INCLUDE = "include";

  private ReasoningFields() {}

  static Optional<Reasoning> read(Fields fields) {
    var effort = fields.optional(EFFORT).map(CallerFields::effort);
    var budget = fields.whole(BUDGET);
    if (budget.isPresent() && budget.get() < 0) {
      throw FieldFault.malformed(fields.pathOf(BUDGET), "must be at least 0");
    }
    if (effort.isPresent() && budget.isPresent()) {
      throw FieldFault.malformed(
          fields.pathOf(BUDGET), "says by tokens what '%s' says by a word".formatted(EFFORT));
    }
    var shown = fields.bool(INCLUDE);
    fields.refuseOthers();
    return effort.isEmpty() && budget.isEmpty() && shown.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reasoning(effort, budget, shown.orElse(true)));
  }

  static void write(Reasoning reasoning, ObjectNode fields) {
    reasoning.effort().ifPresent(effort -> fields.put(EFFORT, effort.word()));
    reasoning.budget().ifPresent(budget -> fields.put(BUDGET, budget));
    fields.put(INCLUDE, reasoning.shown());
  }
}
