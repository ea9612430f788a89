package dev.millrace.api.gateway.talk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.queue.SubmitBodyReader;
import dev.millrace.dialect.Fields;
import dev.millrace.model.Face;
import java.util.Optional;

/**
 * What a body says to us rather than to the model. Pure.
 *
 * @param labels the caller's own, by which it finds the call in its history
 * @param stored whether input and output may be kept
 */
record Extras(Optional<ObjectNode> labels, boolean stored) {

  /** Only OpenAI's protocols have such fields. Fails with MALFORMED. */
  static Extras of(Face face, ObjectNode body) {
    return switch (face) {
      case CHAT, RESPONSES ->
          new Extras(
              SubmitBodyReader.metadata(body.get("metadata")).filter(labels -> !labels.isEmpty()),
              Fields.of(body).bool("store").orElse(true));
      case MESSAGES, GEMINI -> new Extras(Optional.empty(), true);
    };
  }

  /** Whether a response is to be made in the background. Fails with MALFORMED. */
  static boolean isInBackground(Face face, ObjectNode body) {
    return face == Face.RESPONSES && Fields.of(body).bool("background").orElse(false);
  }
}
