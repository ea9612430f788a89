package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.CallArguments;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.Signer;
import dev.millrace.money.Usage;

/** Writes an answer in one piece. */
final class WholeAnswer {
  private WholeAnswer() {}

  static ObjectNode of(Heading heading, Transcript answer, Usage usage, String reason) {
    var completion = JsonNodeFactory.instance.objectNode();
    completion.put("id", "chatcmpl-" + heading.id()).put("object", "chat.completion");
    completion.put("created", heading.at().getEpochSecond()).put("model", heading.model());
    var choice = completion.putArray("choices").addObject().put("index", 0);
    message(answer, choice.putObject("message"));
    choice.putNull("logprobs");
    choice.put("finish_reason", FinishReason.write(reason, !answer.refusal().isEmpty()));
    completion.set("usage", ChatUsage.write(usage));
    return completion;
  }

  private static void message(Transcript answer, ObjectNode message) {
    var content = answer.content();
    var refusal = answer.refusal();
    var silent = content.isEmpty() && (!refusal.isEmpty() || !answer.tools().isEmpty());
    message.put("role", "assistant");
    message.put("content", silent ? null : content);
    message.put("refusal", refusal.isEmpty() ? null : refusal);
    if (!answer.reasoning().isEmpty()) {
      message.put("reasoning_content", answer.reasoning());
    }
    if (!answer.citations().isEmpty()) {
      var annotations = message.putArray("annotations");
      answer.citations().forEach(citation -> annotations.add(UrlCitation.of(citation)));
    }
    if (!answer.tools().isEmpty()) {
      calls(answer, message.putArray("tool_calls"));
    }
  }

  private static void calls(Transcript answer, ArrayNode calls) {
    for (var block : answer.blocks()) {
      if (block instanceof Transcript.Block.Call call) {
        var tool = call.tool();
        var wire = calls.addObject().put("id", tool.id()).put("type", "function");
        wire.putObject("function")
            .put("name", tool.name())
            .put("arguments", tool.arguments().isEmpty() ? CallArguments.NONE : tool.arguments());
        call.signature()
            .map(Signer.CHAT::told)
            .ifPresent(proof -> CallSignature.write(proof, wire));
      }
    }
  }
}
