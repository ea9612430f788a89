package dev.millrace.dialect.responses;

import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.RequiredFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the items of one body. What the model said, thought and called in a row is one turn of its;
 * results of tools in a row are one turn of the user's; each has to answer a call before it.
 */
final class TurnsReader {
  private final List<Turn> turns = new ArrayList<>();
  private final List<Part> said = new ArrayList<>();
  private final List<Part> results = new ArrayList<>();
  private final Set<String> unanswered = new HashSet<>();

  private TurnsReader() {}

  static List<Turn> read(Fields.Value input) {
    BodyCheck.checkInput(input);
    if (input.isText()) {
      return List.of(new Turn(Role.USER, List.of(new Part.Text(input.text()))));
    }
    var reader = new TurnsReader();
    input.items().forEach(item -> reader.add(item.object()));
    reader.close();
    return reader.turns;
  }

  private void add(Fields item) {
    switch (item.optionalText("type").orElse("message")) {
      case "message" -> message(item);
      case "function_call" -> call(item);
      case "function_call_output" -> result(item);
      case "reasoning" -> thought(item);
      case "item_reference" ->
          throw FieldFault.unsupported(
              item.pathOf("type"),
              "refers to what this model's provider has not kept; send the item itself instead");
      default -> throw FieldFault.unsupported(item.pathOf("type"));
    }
    item.known("id", "status").refuseOthers();
  }

  private void message(Fields item) {
    var role = role(item);
    if (role == Role.ASSISTANT) {
      closeResults();
      said.addAll(PartsReader.ofModel(item.required("content")));
    } else {
      close();
      turns.add(new Turn(role, PartsReader.ofOthers(item.required("content"))));
    }
  }

  private static Role role(Fields item) {
    return switch (item.text("role")) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      default ->
          throw FieldFault.malformed(
              item.pathOf("role"), "must be user, assistant, system or developer");
    };
  }

  private void call(Fields item) {
    closeResults();
    var id = RequiredFields.name(item, "call_id");
    var name = RequiredFields.name(item, "name");
    var arguments = CallArguments.of(item.required("arguments"));
    said.add(new Part.ToolUse(id, name, arguments, Optional.empty()));
    unanswered.add(id);
  }

  private void result(Fields item) {
    closeSaid();
    var id = item.text("call_id");
    if (!unanswered.remove(id)) {
      throw FieldFault.malformed(
          item.pathOf("call_id"), "must be that of a function_call before it, and answer it once");
    }
    results.add(new Part.ToolResult(id, PartsReader.ofTool(item.required("output")), false));
  }

  /**
   * One without words right after a call is the call's signature; one without either is nothing.
   */
  private void thought(Fields item) {
    closeResults();
    var thought = ThoughtFields.read(item);
    if (!thought.text().isEmpty()) {
      said.add(thought);
    } else if (thought.signature().isPresent()) {
      sign(thought);
    }
  }

  private void sign(Part.Reasoning thought) {
    if (!said.isEmpty()
        && said.getLast() instanceof Part.ToolUse(var id, var name, var arguments, var signature)
        && signature.isEmpty()) {
      said.set(said.size() - 1, new Part.ToolUse(id, name, arguments, thought.signature()));
    } else {
      said.add(thought);
    }
  }

  private void close() {
    closeSaid();
    closeResults();
  }

  private void closeSaid() {
    close(Role.ASSISTANT, said);
  }

  private void closeResults() {
    close(Role.USER, results);
  }

  private void close(Role role, List<Part> parts) {
    if (!parts.isEmpty()) {
      turns.add(new Turn(role, parts));
      parts.clear();
    }
  }
}
