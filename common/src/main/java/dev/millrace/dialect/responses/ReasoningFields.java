package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Reasoning;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.openai.CallerFields;
import java.util.Optional;
import java.util.Set;

/** How much the model is to think, as {@code reasoning} says it. */
final class ReasoningFields {
  private static final Set<String> SUMMARIES = Set.of("auto", "concise", "detailed");

  private ReasoningFields() {}

  /** Nothing when it says nothing. */
  static Optional<Reasoning> read(Fields fields) {
    var effort = fields.optional("effort").map(CallerFields::effort);
    // The second name is the older one.
    boolean shown = isShown(fields, "summary") | isShown(fields, "generate_summary");
    fields.refuseOthers();
    return effort.isEmpty() && !shown
        ? Optional.empty()
        : Optional.of(new Reasoning(effort, Optional.empty(), shown));
  }

  private static boolean isShown(Fields fields, String name) {
    var summary = fields.optionalText(name);
    if (summary.isPresent() && !SUMMARIES.contains(summary.get())) {
      throw FieldFault.malformed(fields.pathOf(name), "must be auto, concise or detailed");
    }
    return summary.isPresent();
  }

  /** Thoughts are asked for with their signature: nothing is kept that could stand for it. */
  static void write(Reasoning reasoning, ObjectNode body) {
    var wire = body.putObject("reasoning");
    reasoning.asEffort().ifPresent(effort -> wire.put("effort", effort.word()));
    if (reasoning.shown()) {
      wire.put("summary", "auto");
    }
    if (!reasoning.isOff()) {
      body.putArray("include").add("reasoning.encrypted_content");
    }
  }
}
