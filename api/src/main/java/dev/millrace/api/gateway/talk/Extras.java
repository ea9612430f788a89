package dev.millrace.api.gateway.talk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.queue.SubmitBodyReader;
import dev.millrace.dialect.Fields;
import java.util.Optional;

/**
 * What a body says to us rather than to the model. Pure.
 *
 * @param labels the caller's own, by which it finds the call in its history
 * @param stored whether input and output may be kept
 */
record Extras(Optional<ObjectNode> labels, boolean stored) {

  /** Only OpenAI's protocols have such fields. Fails with MALFORMED. */
  static Extras of(TalkProtocol protocol, ObjectNode body) {
    return switch (protocol) {
      case CHAT, RESPONSES ->
          new Extras(
              SubmitBodyReader.metadata(body.get("metadata")).filter(labels -> !labels.isEmpty()),
              Fields.of(body).bool("store").orElse(true));
      case MESSAGES, GEMINI, PROXY -> new Extras(Optional.empty(), true);
    };
  }

  /** Whether a response is to be made in the background. Fails with MALFORMED. */
  static boolean isInBackground(TalkProtocol protocol, ObjectNode body) {
    return protocol == TalkProtocol.RESPONSES && Fields.of(body).bool("background").orElse(false);
  }
}
