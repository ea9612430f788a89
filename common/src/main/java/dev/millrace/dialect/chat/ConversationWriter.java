package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;
import dev.millrace.conversation.Reasoning;
import dev.millrace.dialect.UserName;

/** Writes a whole body. */
final class ConversationWriter {
  private ConversationWriter() {}

  static ObjectNode write(Conversation conversation, String model) {
    var body = JsonNodeFactory.instance.objectNode().put("model", model);
    var messages = new MessagesWriter(body.putArray("messages"));
    conversation.turns().forEach(messages::write);
    ToolsWriter.write(conversation, body);
    SamplingFields.write(conversation.sampling(), body);
    TokenLimit.write(conversation, model, body);
    conversation.format().ifPresent(format -> FormatFields.write(format, body));
    conversation
        .reasoning()
        .flatMap(Reasoning::asEffort)
        .ifPresent(effort -> body.put("reasoning_effort", effort.word()));
    conversation.user().map(UserName::of).ifPresent(name -> body.put("user", name));
    if (conversation.streamed()) {
      body.put("stream", true);
    }
    return body;
  }
}
