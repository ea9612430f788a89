package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Conversation;

/** Writes what an upstream is asked. The path names the model, and whether a stream is wanted. */
final class ConversationWriter {
  private ConversationWriter() {}

  static ObjectNode write(Conversation conversation, String model) {
    var body = JsonNodeFactory.instance.objectNode();
    new ContentWriter(body, Signatures.areWantedBy(model)).write(conversation.turns());
    ToolsWriter.write(conversation, body);
    var config = ConfigWriter.write(conversation);
    if (!config.isEmpty()) {
      body.set("generationConfig", config);
    }
    return body;
  }
}
