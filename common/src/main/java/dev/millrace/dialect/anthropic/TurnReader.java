package dev.millrace.dialect.anthropic;

import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the messages of one body, in order. A message may have the role {@code system} too: newer
 * models and command-line clients put instructions between the others.
 */
final class TurnReader {
  private final Set<String> calls = new HashSet<>();

  Turn read(Fields.Value value) {
    var message = value.object();
    var role = role(message.required("role"));
    var content = message.required("content");
    message.refuseOthers();
    var parts = role == Role.SYSTEM ? BlockReader.texts(content) : parts(content, role);
    if (parts.isEmpty()) {
      throw FieldFault.malformed(content.path(), "must not be empty");
    }
    return new Turn(role, parts);
  }

  private static Role role(Fields.Value value) {
    return switch (value.text()) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      default -> throw FieldFault.malformed(value.path(), "must be user, assistant or system");
    };
  }

  private List<Part> parts(Fields.Value content, Role role) {
    if (content.isText()) {
      return BlockReader.texts(content);
    }
    var own = new HashSet<String>();
    var parts = content.items().stream().map(block -> part(block, role, own)).toList();
    calls.addAll(own);
    return parts;
  }

  /**
   * @param own the calls of this message, which its own results cannot answer
   */
  private Part part(Fields.Value block, Role role, Set<String> own) {
    var part = BlockReader.read(block);
    if (!mayBeSaid(part, role)) {
      throw FieldFault.malformed(
          block.path() + ".type", "has no place in a message of the role " + word(role));
    }
    if (part instanceof Part.ToolUse call && !own.add(call.id())) {
      throw FieldFault.malformed(block.path() + ".id", "is that of another tool_use too");
    }
    if (part instanceof Part.ToolResult result && !calls.contains(result.id())) {
      throw FieldFault.malformed(
          block.path() + ".tool_use_id", "names no tool_use of an earlier message");
    }
    return part;
  }

  private static boolean mayBeSaid(Part part, Role role) {
    return switch (part) {
      case Part.Text text -> true;
      case Part.Refusal refusal -> true;
      case Part.Image image -> role == Role.USER;
      case Part.Document document -> role == Role.USER;
      case Part.ToolResult result -> role == Role.USER;
      case Part.Reasoning thought -> role == Role.ASSISTANT;
      case Part.ToolUse call -> role == Role.ASSISTANT;
    };
  }

  private static String word(Role role) {
    return role == Role.ASSISTANT ? "assistant" : "user";
  }
}
