package dev.millrace.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Reasoning;
import dev.millrace.conversation.ToolChoice;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what both dialects say alike. */
public final class CallerFields {
  /** Those that cost what the model costs, or less. */
  private static final Set<String> TIERS = Set.of("auto", "default", "standard", "flex");

  private CallerFields() {}

  /** The caller's name for its user. The one field is the other's successor. */
  public static Optional<String> user(Fields fields) {
    var user = fields.optionalText("user");
    var identifier = fields.optionalText("safety_identifier");
    return user.or(() -> identifier);
  }

  /** A choice of tools by a word. */
  public static ToolChoice choice(Fields.Value choice) {
    return switch (choice.text()) {
      case "auto" -> new ToolChoice.Auto();
      case "none" -> new ToolChoice.None();
      case "required" -> new ToolChoice.Required();
      default -> throw FieldFault.malformed(choice.path(), "must be auto, none or required");
    };
  }

  /** How much the model is to think. */
  public static Reasoning.Effort effort(Fields.Value value) {
    return Reasoning.Effort.parse(value.text())
        .orElseThrow(
            () ->
                FieldFault.malformed(
                    value.path(), "must be none, minimal, low, medium, high or xhigh"));
  }

  /**
   * Refuses a tier that costs more than a model's price says, which is the usual tier's: passed
   * through, it would be the operator who pays the difference.
   */
  public static void refuseDearTier(Fields fields) {
    fields.only("service_tier", isText(TIERS));
  }

  /** Whether a value is one of these words. */
  public static Predicate<JsonNode> isText(Set<String> words) {
    return value -> value.isTextual() && words.contains(value.textValue());
  }
}
