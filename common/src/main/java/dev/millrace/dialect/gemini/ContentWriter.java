package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.CallArguments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes turns. Instructions have one place, before all turns. The calls of one answer have to be
 * in one turn, and their results in the next: dialects that have a turn for each are joined.
 */
final class ContentWriter {
  private final ObjectNode body;
  private final ArrayNode contents;
  private final boolean signed;
  private final Map<String, String> names = new HashMap<>();
  private Run run = Run.NONE;

  /** What the last turn is made of. */
  private enum Run {
    NONE,
    WORDS,
    RESULTS,
    MODEL
  }

  /**
   * @param signed whether every first call of a turn has to be signed
   */
  ContentWriter(ObjectNode body, boolean signed) {
    this.body = body;
    this.contents = body.putArray("contents");
    this.signed = signed;
  }

  void write(List<Turn> turns) {
    // Nothing is asked: then what the model is to do is the question.
    boolean asked = turns.stream().anyMatch(turn -> !isInstruction(turn));
    for (var turn : turns) {
      switch (turn.role()) {
        case SYSTEM, DEVELOPER -> instruct(turn, asked);
        case USER -> user(turn);
        case ASSISTANT -> model(turn);
      }
    }
  }

  private static boolean isInstruction(Turn turn) {
    return turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER;
  }

  private void instruct(Turn turn, boolean asked) {
    if (asked) {
      var parts = body.withObjectProperty("systemInstruction").withArrayProperty("parts");
      turn.parts().forEach(part -> instruct(parts, part));
    } else {
      user(turn);
    }
  }

  private static void instruct(ArrayNode parts, Part part) {
    if (!(part instanceof Part.Text text)) {
      throw new InexpressibleException(Feature.IMAGE, "cannot be a part of instructions there");
    }
    parts.addObject().put("text", text.text());
  }

  /** Results come first: they have to follow their calls at once. */
  private void user(Turn turn) {
    turn.parts().stream()
        .filter(Part.ToolResult.class::isInstance)
        .forEach(part -> result((Part.ToolResult) part));
    var others = turn.parts().stream().filter(part -> !(part instanceof Part.ToolResult)).toList();
    if (!others.isEmpty()) {
      run = Run.NONE;
      var parts = parts(Run.WORDS, "user");
      others.forEach(part -> words(parts, part));
    }
  }

  private void result(Part.ToolResult result) {
    var name =
        Optional.ofNullable(names.get(result.id()))
            .orElseThrow(
                () ->
                    new InexpressibleException(
                        Feature.TOOL_RESULT, "answers no tool call that came before it"));
    parts(Run.RESULTS, "user").addObject().set("functionResponse", ToolResults.write(result, name));
  }

  private void model(Turn turn) {
    var parts = parts(Run.MODEL, "model");
    turn.parts().forEach(part -> said(parts, part));
    if (parts.isEmpty()) {
      contents.remove(contents.size() - 1);
      run = Run.NONE;
    }
  }

  private void said(ArrayNode parts, Part part) {
    switch (part) {
      case Part.ToolUse use -> call(parts, use);
      case Part.Reasoning thought -> thought(parts, thought);
      case Part.Refusal refusal -> parts.addObject().put("text", refusal.text());
      case Part.ToolResult result -> throw misplaced();
      case Part.Text text -> words(parts, text);
      case Part.Image image -> words(parts, image);
      case Part.Document document -> words(parts, document);
    }
  }

  private static void words(ArrayNode parts, Part part) {
    switch (part) {
      case Part.Text text -> parts.addObject().put("text", text.text());
      case Part.Image image -> parts.add(MediumWriter.write(image));
      case Part.Document document -> parts.add(MediumWriter.write(document));
      case Part.Reasoning thought -> throw misplaced();
      case Part.Refusal refusal -> throw misplaced();
      case Part.ToolUse use -> throw misplaced();
      case Part.ToolResult result -> throw misplaced();
    }
  }

  /** A proof alone goes where this protocol's models put it: beside words that are empty. */
  private static void thought(ArrayNode parts, Part.Reasoning thought) {
    var signature = thought.signature().flatMap(Signatures::own);
    if (thought.text().isEmpty() && signature.isEmpty()) {
      return;
    }
    var part = parts.addObject().put("text", thought.text());
    if (!thought.text().isEmpty()) {
      part.put("thought", true);
    }
    signature.ifPresent(proof -> part.put("thoughtSignature", proof));
  }

  private void call(ArrayNode parts, Part.ToolUse use) {
    var arguments =
        CallArguments.object(use.arguments())
            .orElseThrow(
                () ->
                    new InexpressibleException(
                        Feature.TOOL_RESULT, "has a tool call whose arguments are no JSON object"));
    names.put(use.id(), use.name());
    var signature =
        use.signature()
            .flatMap(Signatures::own)
            .or(
                () ->
                    Optional.of(Signatures.NOT_CHECKED).filter(words -> signed && isFirst(parts)));
    var part = parts.addObject();
    part.putObject("functionCall")
        .put("id", use.id())
        .put("name", use.name())
        .set("args", arguments);
    signature.ifPresent(proof -> part.put("thoughtSignature", proof));
  }

  private static boolean isFirst(ArrayNode parts) {
    for (var part : parts) {
      if (part.has("functionCall")) {
        return false;
      }
    }
    return true;
  }

  /** Those of the last turn when it goes on, or of a new one. */
  private ArrayNode parts(Run next, String role) {
    if (run != next) {
      run = next;
      contents.addObject().put("role", role).putArray("parts");
    }
    return (ArrayNode) contents.get(contents.size() - 1).get("parts");
  }

  private static InexpressibleException misplaced() {
    return new InexpressibleException(
        Feature.TOOL_RESULT, "has a part that cannot stand in a turn of its role");
  }
}
