package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Signer;
import dev.millrace.dialect.openai.Texts;
import java.util.Optional;

/**
 * The provider's proof of a tool call, where Google's own servers of this protocol have it: in
 * {@code extra_content.google.thought_signature} of the call.
 */
final class CallSignature {
  private static final String EXTRA = "extra_content";
  private static final String GOOGLE = "google";
  private static final String SIGNATURE = "thought_signature";

  private CallSignature() {}

  /** From a caller. */
  static Optional<String> read(Fields call) {
    return call.object(EXTRA)
        .flatMap(extra -> inner(extra, GOOGLE).flatMap(CallSignature::text))
        .filter(sent -> !sent.isEmpty())
        .map(Signer.CHAT::heard);
  }

  private static Optional<Fields> inner(Fields fields, String name) {
    var inner = fields.object(name);
    fields.refuseOthers();
    return inner;
  }

  private static Optional<String> text(Fields google) {
    var signature = google.optionalText(SIGNATURE);
    google.refuseOthers();
    return signature;
  }

  /** From an upstream. */
  static Optional<String> read(JsonNode call) {
    return Texts.some(call.path(EXTRA).path(GOOGLE).path(SIGNATURE)).map(Signer.CHAT::signed);
  }

  /**
   * @param proof as its reader wants it
   */
  static void write(String proof, ObjectNode call) {
    call.putObject(EXTRA).putObject(GOOGLE).put(SIGNATURE, proof);
  }
}
