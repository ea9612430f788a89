package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.util.List;

/**
 * What the chat model answers to a prompt; decided before the first word is said.
 *
 * @param words the answer, one word a token
 * @param isCut whether {@code max_tokens} ended it
 */
record ChatAnswer(ChatPrompt prompt, List<String> words, boolean isCut) {

  static ChatAnswer to(ChatPrompt prompt) {
    var prose = Prose.about(prompt.lastFromUser());
    boolean isCut = prose.size() > prompt.maxTokens();
    var words = isCut ? prose.subList(0, prompt.maxTokens()) : prose;
    return new ChatAnswer(prompt, List.copyOf(words), isCut);
  }

  String finishReason() {
    return isCut ? "length" : "stop";
  }

  Usage usage(Duration took) {
    return Usage.ofTokens(prompt.inputTokens(), words.size(), took);
  }

  static JsonNode value(String content, Usage usage, String finishReason) {
    var value = JsonNodeFactory.instance.objectNode();
    value.putObject("message").put("role", "assistant").put("content", content);
    value.put("finish_reason", finishReason);
    value
        .putObject("usage")
        .put("input_tokens", Math.toIntExact(usage.inputTokens()))
        .put("output_tokens", Math.toIntExact(usage.outputTokens()));
    return value;
  }
}
