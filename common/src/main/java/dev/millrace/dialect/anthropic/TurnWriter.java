package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import java.util.List;

/**
 * Writes turns for an upstream.
 *
 * <ul>
 *   <li>Instructions that come first become {@code system}.
 *   <li>Later ones stay where they are, as words of the user's between {@code <system>} tags: most
 *       models of this protocol know no other place for them, and moved to the top they would speak
 *       of things that were not said yet.
 *   <li>When there is nothing but instructions, the last of them is what the model answers.
 *   <li>Turns of one side that follow each other become one message, in which the results of tools
 *       come first, as the protocol wants it.
 *   <li>A turn without any words is left out: the protocol has no empty messages.
 * </ul>
 */
final class TurnWriter {
  private final ArrayNode messages;
  private Role role = Role.SYSTEM;
  private ArrayNode content;
  private int results;

  private TurnWriter(ArrayNode messages) {
    this.messages = messages;
    this.content = messages.arrayNode();
  }

  static void write(List<Turn> turns, ObjectNode body) {
    int first = 0;
    while (first < turns.size() && isInstruction(turns.get(first))) {
      first++;
    }
    boolean alone = first == turns.size() && first > 0;
    first = alone ? first - 1 : first;
    writeSystem(turns.subList(0, first), body);
    var writer = new TurnWriter(body.putArray("messages"));
    for (var turn : turns.subList(first, turns.size())) {
      writer.write(alone ? new Turn(Role.USER, turn.parts()) : turn);
    }
  }

  private static boolean isInstruction(Turn turn) {
    return turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER;
  }

  private static void writeSystem(List<Turn> instructions, ObjectNode body) {
    var blocks = JsonNodeFactory.instance.arrayNode();
    for (var turn : instructions) {
      turn.parts().forEach(part -> BlockWriter.block(part).ifPresent(blocks::add));
    }
    if (!blocks.isEmpty()) {
      body.set("system", blocks);
    }
  }

  private void write(Turn turn) {
    for (var part : turn.parts()) {
      var said = isInstruction(turn) ? tagged(part) : part;
      BlockWriter.block(said).ifPresent(block -> add(block, turn.role(), said));
    }
  }

  private static Part tagged(Part part) {
    return part instanceof Part.Text text && !text.text().isBlank()
        ? new Part.Text("<system>\n" + text.text() + "\n</system>")
        : part;
  }

  private void add(ObjectNode block, Role speaker, Part part) {
    begin(speaker == Role.ASSISTANT ? Role.ASSISTANT : Role.USER);
    if (part instanceof Part.ToolResult) {
      content.insert(results++, block);
    } else {
      content.add(block);
    }
  }

  private void begin(Role speaker) {
    if (role != speaker) {
      role = speaker;
      results = 0;
      content =
          messages
              .addObject()
              .put("role", speaker == Role.ASSISTANT ? "assistant" : "user")
              .putArray("content");
    }
  }
}
