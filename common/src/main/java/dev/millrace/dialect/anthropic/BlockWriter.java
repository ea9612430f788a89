package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Part;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.Signer;
import java.util.Optional;

/** Writes the parts of turns as blocks. */
final class BlockWriter {
  private BlockWriter() {}

  /**
   * A part as a block. Words that are blank have none, for the protocol refuses them. Neither have
   * thoughts without a signature of Anthropic's: it takes back only what it signed itself, and
   * leaves thoughts of earlier turns out anyway.
   */
  static Optional<ObjectNode> block(Part part) {
    return switch (part) {
      case Part.Text text -> text(text.text());
      case Part.Refusal refusal -> text(refusal.text());
      case Part.Image image -> Optional.of(SourceWriter.image(image));
      case Part.Document document -> Optional.of(SourceWriter.document(document));
      case Part.Reasoning thought ->
          thought
              .signature()
              .flatMap(Signer.ANTHROPIC::own)
              .map(proof -> thought(thought.text(), proof));
      case Part.ToolUse call -> Optional.of(call(call));
      case Part.ToolResult result -> Optional.of(result(result));
    };
  }

  private static Optional<ObjectNode> text(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(block("text").put("text", text));
  }

  /** Thoughts, as blocks of requests and of answers have them alike. */
  static ObjectNode thought(String text, String proof) {
    return Redacted.data(proof)
        .map(data -> block(Redacted.TYPE).put("data", data))
        .orElseGet(() -> block("thinking").put("thinking", text).put("signature", proof));
  }

  private static ObjectNode call(Part.ToolUse call) {
    var input =
        CallArguments.object(call.arguments())
            .orElseThrow(
                () ->
                    new InexpressibleException(
                        Feature.TOOL_RESULT,
                        "holds a call of a tool whose arguments are no JSON object"));
    var block = block("tool_use").put("id", call.id()).put("name", call.name());
    return block.set("input", input);
  }

  private static ObjectNode result(Part.ToolResult result) {
    var block = block("tool_result").put("tool_use_id", result.id());
    var content = JsonNodeFactory.instance.arrayNode();
    result.content().forEach(part -> block(part).ifPresent(content::add));
    if (!content.isEmpty()) {
      block.set("content", content);
    }
    return result.failed() ? block.put("is_error", true) : block;
  }

  static ObjectNode block(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
