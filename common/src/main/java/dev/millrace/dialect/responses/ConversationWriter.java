package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Sampling;
import dev.millrace.dialect.UserName;
import java.util.Optional;

/**
 * Writes what an upstream is asked. It is told to keep nothing: each conversation brings all that
 * was said.
 */
final class ConversationWriter {
  private ConversationWriter() {}

  static ObjectNode write(Conversation conversation, String model) {
    var body = Wire.object().put("model", model);
    TurnsWriter.write(conversation.turns(), body);
    ToolFields.write(conversation, body);
    write(conversation.sampling(), body);
    conversation.maxTokens().ifPresent(most -> body.put("max_output_tokens", most));
    conversation.format().ifPresent(format -> FormatFields.write(format, body));
    conversation.reasoning().ifPresent(reasoning -> ReasoningFields.write(reasoning, body));
    conversation.user().map(UserName::of).ifPresent(user -> body.put("user", user));
    body.put("store", false);
    if (conversation.streamed()) {
      body.put("stream", true);
    }
    return body;
  }

  private static void write(Sampling sampling, ObjectNode body) {
    sampling.temperature().ifPresent(value -> body.put("temperature", value));
    sampling.topP().ifPresent(value -> body.put("top_p", value));
    refuse(sampling.topK(), Feature.TOP_K);
    refuse(sampling.seed(), Feature.SEED);
    refuse(sampling.presencePenalty(), Feature.PRESENCE_PENALTY);
    refuse(sampling.frequencyPenalty(), Feature.FREQUENCY_PENALTY);
    refuse(sampling.stop().stream().findFirst(), Feature.STOP);
  }

  private static void refuse(Optional<?> asked, Feature feature) {
    if (asked.isPresent()) {
      throw new InexpressibleException(
          feature, "has no counterpart at this model's provider; leave it out");
    }
  }
}
