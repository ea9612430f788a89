package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Sampling;

/** Writes a whole body. */
final class OptionsWriter {
  private OptionsWriter() {}

  static ObjectNode write(Conversation conversation, String model) {
    var body = JsonNodeFactory.instance.objectNode().put("model", model);
    var options = body.putObject("options");
    var messages = new MessagesWriter(options.putArray("messages"));
    conversation.turns().forEach(messages::write);
    ToolsWriter.write(conversation, options);
    conversation.maxTokens().ifPresent(most -> options.put("maxTokens", most));
    sampling(conversation.sampling(), options);
    conversation
        .format()
        .ifPresent(format -> FormatFields.write(format, options.putObject("responseFormat")));
    conversation
        .reasoning()
        .ifPresent(wanted -> ReasoningFields.write(wanted, options.putObject("reasoning")));
    conversation.user().ifPresent(name -> options.put("user", name));
    return body;
  }

  private static void sampling(Sampling sampling, ObjectNode options) {
    sampling.temperature().ifPresent(value -> options.put("temperature", value));
    sampling.topP().ifPresent(value -> options.put("topP", value));
    sampling.topK().ifPresent(value -> options.put("topK", value));
    sampling.seed().ifPresent(value -> options.put("seed", value));
    sampling.presencePenalty().ifPresent(value -> options.put("presencePenalty", value));
    sampling.frequencyPenalty().ifPresent(value -> options.put("frequencyPenalty", value));
    if (!sampling.stop().isEmpty()) {
      var texts = options.putArray("stop");
      sampling.stop().forEach(texts::add);
    }
  }
}
