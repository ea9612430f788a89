package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.Signer;
import java.util.ArrayList;
import java.util.List;

/** Writes what the model said before. Its words, thoughts and calls have a field each. */
final class AssistantWriter {
  private final List<Part.Text> words = new ArrayList<>();
  private final StringBuilder thoughts = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final List<Part.ToolUse> calls = new ArrayList<>();

  private AssistantWriter() {}

  static void write(ObjectNode message, List<Part> said) {
    var writer = new AssistantWriter();
    said.forEach(writer::add);
    writer.write(message);
  }

  private void add(Part part) {
    switch (part) {
      case Part.Text text -> words.add(text);
      case Part.Reasoning thought -> add(thought);
      case Part.Refusal refused -> refusal.append(refused.text());
      case Part.ToolUse call -> calls.add(call);
      case Part.Image image -> throw strayed(Feature.IMAGE);
      case Part.Document document -> throw strayed(Feature.DOCUMENT);
      case Part.ToolResult result -> throw strayed(Feature.TOOL_RESULT);
    }
  }

  /**
   * Thoughts that came through this protocol have no signature, and their servers want them back.
   * Those with one are of use to the provider that signed them alone, and stricter servers refuse
   * the field.
   */
  private void add(Part.Reasoning thought) {
    if (thought.signature().isEmpty()) {
      thoughts.append(thought.text());
    }
  }

  private void write(ObjectNode message) {
    if (words.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty())) {
      message.putNull("content");
    } else {
      PartsWriter.write(message, words);
    }
    if (!refusal.isEmpty()) {
      message.put("refusal", refusal.toString());
    }
    if (!thoughts.isEmpty()) {
      message.put("reasoning_content", thoughts.toString());
    }
    if (!calls.isEmpty()) {
      var wire = message.putArray("tool_calls");
      calls.forEach(call -> write(call, wire));
    }
  }

  private static void write(Part.ToolUse call, ArrayNode calls) {
    var arguments = call.arguments().isEmpty() ? CallArguments.NONE : call.arguments();
    var wire = calls.addObject().put("id", call.id()).put("type", "function");
    wire.putObject("function").put("name", call.name()).put("arguments", arguments);
    call.signature().flatMap(Signer.CHAT::own).ifPresent(proof -> CallSignature.write(proof, wire));
  }

  private static InexpressibleException strayed(Feature feature) {
    return new InexpressibleException(
        feature, "may not come in the model's own turns for this model");
  }
}
