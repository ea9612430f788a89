package dev.millrace.provider.local;

import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.Format;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Reasoning;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.FieldFault;
import dev.millrace.fault.FaultException;
import java.util.Optional;

/**
 * Refuses what the chat model cannot do, rather than to seem to do it. How words are drawn says
 * nothing to it: it draws none.
 */
final class ChatLimits {
  private static final String WHY =
      "asks for what this model cannot do, which is there to try the platform; leave it out, or use"
          + " another model";

  private ChatLimits() {}

  /**
   * @throws FaultException of FIELD_UNSUPPORTED that names the field as the dialect calls it
   */
  static void check(Conversation conversation, Dialect dialect) {
    beyond(conversation)
        .ifPresent(
            feature -> {
              throw FieldFault.unsupported(dialect.fieldOf(feature), WHY);
            });
  }

  private static Optional<Feature> beyond(Conversation conversation) {
    if (!conversation.tools().isEmpty()) {
      return Optional.of(Feature.TOOLS);
    }
    if (!conversation.sampling().stop().isEmpty()) {
      return Optional.of(Feature.STOP);
    }
    if (conversation.reasoning().filter(reasoning -> !isIdle(reasoning)).isPresent()) {
      return Optional.of(Feature.REASONING);
    }
    return conversation
        .format()
        .map(ChatLimits::of)
        .or(
            () ->
                conversation.turns().stream()
                    .flatMap(turn -> turn.parts().stream())
                    .flatMap(part -> of(part).stream())
                    .findFirst());
  }

  /** Whether it asks for no thought at all. */
  private static boolean isIdle(Reasoning reasoning) {
    return reasoning.isOff() || reasoning.asBudget().isEmpty();
  }

  private static Feature of(Format format) {
    return switch (format) {
      case Format.JsonObject any -> Feature.JSON_OBJECT;
      case Format.JsonSchema schema -> Feature.JSON_SCHEMA;
    };
  }

  /** What the model said in earlier turns may be anything that any model says. */
  private static Optional<Feature> of(Part part) {
    return switch (part) {
      case Part.Image image -> Optional.of(Feature.IMAGE);
      case Part.Document document -> Optional.of(Feature.DOCUMENT);
      case Part.ToolResult result -> Optional.of(Feature.TOOL_RESULT);
      case Part.ToolUse use -> Optional.of(Feature.TOOLS);
      case Part.Text text -> Optional.empty();
      case Part.Reasoning thought -> Optional.empty();
      case Part.Refusal refusal -> Optional.empty();
    };
  }
}
