package dev.millrace.dialect.chat;

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
 * Reads the messages of one body. Messages of tools that follow each other are one turn of results;
 * each has to answer a call of the assistant's message before them.
 */
final class MessagesReader {
  private final List<Turn> turns = new ArrayList<>();
  private final List<Part> results = new ArrayList<>();
  private final Map<String, String> unansweredNames = new HashMap<>();

  private MessagesReader() {}

  static List<Turn> read(Fields body) {
    var reader = new MessagesReader();
    required(body).items().forEach(message -> reader.add(message.object()));
    reader.closeResults();
    return reader.turns;
  }

  /** The list as it is. Refuses a body without messages. */
  static Fields.Value required(Fields body) {
    var messages = body.required("messages");
    if (!messages.node().isArray() || messages.node().isEmpty()) {
      throw FieldFault.malformed(messages.path(), "must be a list of at least one message");
    }
    return messages;
  }

  private void add(Fields message) {
    switch (message.text("role")) {
      case "system" -> add(Role.SYSTEM, PartsReader.texts(message.required("content")));
      case "developer" -> add(Role.DEVELOPER, PartsReader.texts(message.required("content")));
      case "user" -> add(Role.USER, PartsReader.asked(message.required("content")));
      case "assistant" -> add(AssistantReader.read(message));
      case "tool" -> results.add(result(message));
      default ->
          throw FieldFault.malformed(
              message.pathOf("role"), "must be system, developer, user, assistant or tool");
    }
    message.known("cache_control").refuseOthers();
  }

  private void add(Role role, List<Part> parts) {
    closeResults();
    unansweredNames.clear();
    turns.add(new Turn(role, parts));
  }

  private void add(List<Part> said) {
    add(Role.ASSISTANT, said);
    for (var part : said) {
      if (part instanceof Part.ToolUse call) {
        unansweredNames.put(call.id(), call.name());
      }
    }
  }

  private Part result(Fields message) {
    var id = message.text("tool_call_id");
    var name = unansweredNames.remove(id);
    if (name == null) {
      throw FieldFault.malformed(
          message.pathOf("tool_call_id"),
          "must be the id of a call in the assistant's message right before, and answer it once");
    }
    // Some clients repeat the function's name.
    message.only("name", value -> value.asText().equals(name));
    return new Part.ToolResult(id, PartsReader.texts(message.required("content")), false);
  }

  private void closeResults() {
    if (!results.isEmpty()) {
      turns.add(new Turn(Role.USER, results));
      results.clear();
    }
  }
}
