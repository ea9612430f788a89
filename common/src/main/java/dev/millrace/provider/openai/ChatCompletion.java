package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Transcript;
import dev.millrace.money.Usage;

/** A streamed chat written as it would have come in one piece. */
final class ChatCompletion {
  private ChatCompletion() {}

  static ObjectNode of(String model, Transcript transcript, Usage usage, String reason) {
    var completion = JsonNodeFactory.instance.objectNode();
    completion.put("object", "chat.completion").put("model", model);
    var choice = completion.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", reason);
    message(choice.putObject("message"), transcript);
    usage(completion.putObject("usage"), usage);
    return completion;
  }

  private static void message(ObjectNode message, Transcript transcript) {
    message.put("role", "assistant");
    var tools = transcript.tools();
    var content = transcript.content();
    message.put("content", content.isEmpty() && !tools.isEmpty() ? null : content);
    if (!transcript.reasoning().isEmpty()) {
      message.put("reasoning_content", transcript.reasoning());
    }
    if (!tools.isEmpty()) {
      var calls = message.putArray("tool_calls");
      for (var tool : tools) {
        var call = calls.addObject().put("id", tool.id()).put("type", "function");
        call.putObject("function").put("name", tool.name()).put("arguments", tool.arguments());
      }
    }
  }

  /** The wire counts cached tokens as input and reasoning tokens as output too. */
  private static void usage(ObjectNode wire, Usage usage) {
    long input = usage.inputTokens() + usage.cachedInputTokens() + usage.cacheWriteTokens();
    long output = usage.outputTokens() + usage.reasoningTokens();
    wire.put("prompt_tokens", input);
    wire.put("completion_tokens", output);
    wire.put("total_tokens", input + output);
    wire.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedInputTokens());
    wire.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
  }
}
