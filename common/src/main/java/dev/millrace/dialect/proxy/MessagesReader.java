package dev.millrace.dialect.proxy;

import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the messages. Messages of tools that follow each other are one turn of results; each result
 * has to answer a call of the assistant's message before them.
 */
final class MessagesReader {
  private final List<Turn> turns = new ArrayList<>();
  private final List<Part> results = new ArrayList<>();
  private final Map<String, String> unansweredNames = new HashMap<>();

  private MessagesReader() {}

  static List<Turn> read(Fields options) {
    var reader = new MessagesReader();
    required(options).items().forEach(message -> reader.add(message.object()));
    reader.closeResults();
    return reader.turns;
  }

  /** The list as it is. Refuses options without messages. */
  static Fields.Value required(Fields options) {
    var messages = options.required("messages");
    if (messages.items().isEmpty()) {
      throw FieldFault.malformed(messages.path(), "must hold at least one message");
    }
    return messages;
  }

  private void add(Fields message) {
    switch (message.text("role")) {
      case "system" -> add(Role.SYSTEM, PartsReader.texts(message.required("content")));
      case "developer" -> add(Role.DEVELOPER, PartsReader.texts(message.required("content")));
      case "user" -> add(Role.USER, PartsReader.shown(message.required("content")));
      case "assistant" -> said(SaidReader.read(message));
      case "tool" -> message.required("content").items().forEach(this::result);
      default ->
          throw FieldFault.malformed(
              message.pathOf("role"), "must be system, developer, user, assistant or tool");
    }
    message.refuseOthers();
  }

  private void add(Role role, List<Part> parts) {
    closeResults();
    unansweredNames.clear();
    turns.add(new Turn(role, parts));
  }

  private void said(List<Part> parts) {
    add(Role.ASSISTANT, parts);
    for (var part : parts) {
      if (part instanceof Part.ToolUse call) {
        unansweredNames.put(call.id(), call.name());
      }
    }
  }

  private void result(Fields.Value item) {
    var part = item.object();
    if (!part.text("type").equals("tool-result")) {
      throw PartsReader.unknown(part, "tool-result");
    }
    var id = part.text("toolCallId");
    var name = unansweredNames.remove(id);
    if (name == null) {
      throw FieldFault.malformed(
          part.pathOf("toolCallId"),
          "must be the id of a call in the assistant's message right before, and answer it once");
    }
    part.only("toolName", value -> value.asText().equals(name));
    results.add(ResultFields.read(id, part));
    part.refuseOthers();
  }

  private void closeResults() {
    if (!results.isEmpty()) {
      turns.add(new Turn(Role.USER, results));
      results.clear();
    }
  }
}
