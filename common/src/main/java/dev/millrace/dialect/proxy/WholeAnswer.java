package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.Heading;
import dev.millrace.money.Usage;

/**
 * Writes an answer in one piece. Its message can be sent back as it is. Whoever answers puts it
 * into the envelope, with what it cost.
 */
final class WholeAnswer {
  private WholeAnswer() {}

  static ObjectNode of(Heading heading, Transcript answer, Usage usage, String reason) {
    var whole = JsonNodeFactory.instance.objectNode();
    whole.put("id", heading.id()).put("model", heading.model());
    message(answer, whole.putObject("message"));
    whole.put("finishReason", FinishReason.write(reason));
    whole.set("usage", TokenUsage.write(usage));
    return whole;
  }

  private static void message(Transcript answer, ObjectNode message) {
    message.put("role", "assistant").put("content", answer.content());
    if (!answer.refusal().isEmpty()) {
      message.put("refusal", answer.refusal());
    }
    for (var block : answer.blocks()) {
      switch (block) {
        case Transcript.Block.Words(var kind, var text, var signature) -> {
          if (kind == Piece.Kind.REASONING) {
            PartsWriter.thought(
                text, signature, message.withArrayProperty("reasoning").addObject());
          }
        }
        case Transcript.Block.Call(var tool, var signature) ->
            PartsWriter.call(tool, signature, message.withArrayProperty("toolCalls").addObject());
      }
    }
    SourceFields.put(answer.citations(), message);
  }
}
