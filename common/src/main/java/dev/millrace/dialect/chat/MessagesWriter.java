package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Turn;
import java.util.ArrayList;
import java.util.List;

/** Writes turns as messages. */
final class MessagesWriter {
  private static final String TEXT_ALONE = "may hold only text for this model";

  private final ArrayNode messages;

  MessagesWriter(ArrayNode messages) {
    this.messages = messages;
  }

  void write(Turn turn) {
    switch (turn.role()) {
      // Many servers do not know the developer's role, and OpenAI takes the system's for it.
      case SYSTEM, DEVELOPER -> texts(message("system"), turn.parts(), Feature.IMAGE);
      case USER -> user(turn.parts());
      case ASSISTANT -> AssistantWriter.write(message("assistant"), turn.parts());
    }
  }

  private ObjectNode message(String role) {
    return messages.addObject().put("role", role);
  }

  /** The protocol wants results right after their calls, before anything else the user says. */
  private void user(List<Part> parts) {
    var said = new ArrayList<Part>();
    for (var part : parts) {
      if (part instanceof Part.ToolResult result) {
        var message = message("tool").put("tool_call_id", result.id());
        texts(message, result.content(), Feature.TOOL_RESULT);
      } else {
        said.add(part);
      }
    }
    if (!said.isEmpty()) {
      PartsWriter.write(message("user"), said);
    }
  }

  /**
   * @param other what it takes to say something other than text there
   */
  private static void texts(ObjectNode message, List<Part> parts, Feature other) {
    if (!parts.stream().allMatch(Part.Text.class::isInstance)) {
      throw new InexpressibleException(other, TEXT_ALONE);
    }
    PartsWriter.write(message, parts);
  }
}
