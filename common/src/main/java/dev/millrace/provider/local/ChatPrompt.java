package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a chat's caller wants.
 *
 * @param lastFromUser what the user said last; empty when nobody said anything
 * @param inputTokens words in all messages
 * @param maxTokens words to answer at most
 * @param wordsPerSecond the pace; 0 for as fast as possible
 */
record ChatPrompt(String lastFromUser, int inputTokens, int maxTokens, double wordsPerSecond) {

  static ChatPrompt of(JsonNode input) {
    var messages = StreamSupport.stream(input.path("messages").spliterator(), false).toList();
    return new ChatPrompt(
        lastFromUser(messages),
        messages.stream().mapToInt(message -> Words.of(text(message)).size()).sum(),
        input.path("max_tokens").asInt(Integer.MAX_VALUE),
        Math.max(0, input.path("words_per_second").asDouble()));
  }

  private static String lastFromUser(List<JsonNode> messages) {
    return messages.stream()
        .filter(message -> message.path("role").asText().equals("user"))
        .reduce((earlier, later) -> later)
        .map(ChatPrompt::text)
        .orElse("");
  }

  /** A message's content is a string, or a list of parts of which some are text. */
  private static String text(JsonNode message) {
    var content = message.path("content");
    return content.isArray()
        ? StreamSupport.stream(content.spliterator(), false)
            .map(part -> part.path("text").asText())
            .collect(Collectors.joining(" "))
        : content.asText("");
  }
}
