package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Turn;
import java.util.List;

/** Writes turns as messages. */
final class MessagesWriter {
  private final ArrayNode messages;

  MessagesWriter(ArrayNode messages) {
    this.messages = messages;
  }

  void write(Turn turn) {
    switch (turn.role()) {
      case SYSTEM -> content(message("system"), turn.parts());
      case DEVELOPER -> content(message("developer"), turn.parts());
      case USER -> user(turn.parts());
      case ASSISTANT -> content(message("assistant"), turn.parts());
    }
  }

  private ObjectNode message(String role) {
    return messages.addObject().put("role", role);
  }

  /** Results are a message of the tools' before anything else that the user says. */
  private void user(List<Part> parts) {
    var results = parts.stream().filter(Part.ToolResult.class::isInstance).toList();
    if (!results.isEmpty()) {
      content(message("tool"), results);
    }
    var others = parts.stream().filter(part -> !(part instanceof Part.ToolResult)).toList();
    if (!others.isEmpty()) {
      content(message("user"), others);
    }
  }

  private static void content(ObjectNode message, List<Part> parts) {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(var text)) {
      message.put("content", text);
      return;
    }
    var content = message.putArray("content");
    parts.stream()
        .filter(part -> !(part instanceof Part.Refusal))
        .forEach(part -> PartsWriter.write(part, content));
    parts.forEach(
        part -> {
          if (part instanceof Part.Refusal(var text)) {
            message.put("refusal", text);
          }
        });
  }
}
