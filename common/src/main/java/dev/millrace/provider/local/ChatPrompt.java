package dev.millrace.provider.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Part;
import dev.millrace.conversation.Role;
import dev.millrace.conversation.Turn;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.FaultException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
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

  /** Of an input in the model's own shape. */
  static ChatPrompt of(JsonNode input) {
    var messages = StreamSupport.stream(input.path("messages").spliterator(), false).toList();
    return new ChatPrompt(
        last(messages, message -> message.path("role").asText().equals("user"), ChatPrompt::text),
        messages.stream().mapToInt(message -> Words.of(text(message)).size()).sum(),
        input.path("max_tokens").asInt(Integer.MAX_VALUE),
        Math.max(0, input.path("words_per_second").asDouble()));
  }

  /**
   * Of what a caller says in a protocol of its own.
   *
   * @throws FaultException of MALFORMED, or of FIELD_UNSUPPORTED for what only a real model can do
   */
  static ChatPrompt of(Utterance utterance) {
    var conversation = utterance.conversation();
    ChatLimits.check(conversation, utterance.dialect());
    return new ChatPrompt(
        last(conversation.turns(), turn -> turn.role() == Role.USER, ChatPrompt::text),
        conversation.turns().stream().mapToInt(turn -> Words.of(text(turn)).size()).sum(),
        Math.clamp(conversation.maxTokens().orElse(Long.MAX_VALUE), 0, Integer.MAX_VALUE),
        0);
  }

  private static <T> String last(
      List<T> messages, Predicate<T> fromUser, Function<T, String> text) {
    return messages.stream()
        .filter(fromUser)
        .reduce((earlier, later) -> later)
        .map(text)
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

  private static String text(Turn turn) {
    return turn.parts().stream()
        .map(part -> part instanceof Part.Text(var words) ? words : "")
        .collect(Collectors.joining(" "));
  }
}
