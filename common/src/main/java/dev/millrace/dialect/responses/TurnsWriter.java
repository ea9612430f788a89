package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes turns as items: what is said in a row is a message, all else an item of its own. */
final class TurnsWriter {
  private final ArrayNode items;

  private TurnsWriter(ArrayNode items) {
    this.items = items;
  }

  /** Instructions that come first have a field of their own, unless nothing follows them. */
  static void write(List<Turn> turns, ObjectNode body) {
    boolean instructed = turns.size() > 1 && isInstruction(turns.getFirst());
    if (instructed) {
      body.put("instructions", text(turns.getFirst()));
    }
    var writer = new TurnsWriter(body.putArray("input"));
    turns.stream().skip(instructed ? 1 : 0).forEach(writer::write);
  }

  private static boolean isInstruction(Turn turn) {
    return turn.role() == Role.SYSTEM
        && turn.parts().stream().allMatch(Part.Text.class::isInstance);
  }

  private static String text(Turn turn) {
    return turn.parts().stream()
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining(ThoughtFields.BETWEEN));
  }

  private void write(Turn turn) {
    var said = new ArrayList<Part>();
    for (var part : turn.parts()) {
      switch (part) {
        case Part.Text text -> said.add(text);
        case Part.Image image -> said.add(image);
        case Part.Document document -> said.add(document);
        case Part.Refusal refusal -> said.add(refusal);
        case Part.Reasoning(var text, var signature) -> {
          message(turn.role(), said);
          write(text, signature.flatMap(Signer.RESPONSES::own));
        }
        case Part.ToolUse call -> {
          message(turn.role(), said);
          write(call);
        }
        case Part.ToolResult result -> {
          message(turn.role(), said);
          write(result);
        }
      }
    }
    message(turn.role(), said);
  }

  private void message(Role role, List<Part> said) {
    if (!said.isEmpty()) {
      var message = items.addObject().put("type", "message");
      message.put("role", role.name().toLowerCase(Locale.ROOT));
      message.set("content", PartsWriter.content(said, role));
      said.clear();
    }
  }

  private void write(Part.ToolUse call) {
    items
        .addObject()
        .put("type", "function_call")
        .put("call_id", call.id())
        .put("name", call.name())
        .put("arguments", call.arguments());
    write("", call.signature().flatMap(Signer.RESPONSES::own));
  }

  /**
   * Thoughts, or the proof of a call; what is neither, such as another's proof alone, is nothing.
   */
  private void write(String thought, Optional<String> proof) {
    if (!thought.isEmpty() || proof.isPresent()) {
      ThoughtFields.write(thought, proof, items);
    }
  }

  /** There is no word for a failure: the content tells of it. */
  private void write(Part.ToolResult result) {
    var item = items.addObject().put("type", "function_call_output").put("call_id", result.id());
    item.set("output", PartsWriter.output(result.content()));
  }
}
