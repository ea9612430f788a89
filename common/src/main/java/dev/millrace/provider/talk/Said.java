package dev.millrace.provider.talk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.FaultException;
import dev.millrace.model.FilesAs;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.request.Output;
import java.util.Optional;
import java.util.Set;

/**
 * What one call says, and to whom its answer goes.
 *
 * @param isOwn whether the input came in the model's own shape, in which its answer goes back too;
 *     else it is spoken
 */
record Said(Call call, Utterance utterance, boolean isOwn) {
  private static final Set<Dialect> TAKE_DATA_URIS = Set.of(Dialects.CHAT, Dialects.RESPONSES);

  static Said by(Call call, Wire wire) {
    return call.utterance()
        .map(utterance -> new Said(call, utterance, false))
        .orElseGet(() -> new Said(call, ownOf(call, wire), true));
  }

  /**
   * A model's own shape is a body of a dialect too; its answer names the model as upstream does.
   */
  private static Utterance ownOf(Call call, Wire wire) {
    var body =
        call.input() instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    return new Utterance(ownDialect(body), body, Optional.empty(), wire.model(), false);
  }

  private static Dialect ownDialect(ObjectNode body) {
    if (body.has("messages")) {
      return Dialects.CHAT;
    }
    if (body.has("input")) {
      return Dialects.RESPONSES;
    }
    return body.has("contents") ? Dialects.GEMINI : Dialects.CHAT;
  }

  /** Whether the upstream speaks as the caller does. */
  boolean isFor(Wire wire) {
    return utterance.dialect().equals(wire.dialect());
  }

  /**
   * Whether the caller's own words can go to the upstream as they are. Where files were put into
   * them as {@code data:} URIs they cannot, unless the dialect takes pictures so; nor where a
   * provider of another dialect has signed thoughts in them.
   */
  boolean isRelayable(Wire wire) {
    boolean holdsBytes =
        call.route().files().form() == FilesAs.Form.DATA && utterance.raw().isEmpty();
    return isFor(wire)
        && (isOwn || !holdsBytes || TAKE_DATA_URIS.contains(wire.dialect()))
        && !wire.dialect().holdsForeignProofs(utterance.body());
  }

  /** How many answers are asked for. Throws as {@link Dialect#answers} does. */
  int answers() {
    return utterance.dialect().answers(utterance.body());
  }

  /** Whether one is; a number that is none is left to whoever asks the upstream. */
  boolean isOneAnswer(Wire wire) {
    var body = JsonNodeFactory.instance.objectNode();
    body.setAll(utterance.body());
    body.setAll(wire.extra());
    try {
      return utterance.dialect().answers(body) == 1;
    } catch (FaultException malformed) {
      return true;
    }
  }

  /** Bytes of the body, as far as they are known. */
  int size() {
    return utterance.raw().map(bytes -> bytes.length).orElse(0);
  }

  /** An answer in the caller's dialect. */
  Output output(Transcript transcript, Usage usage, String reason) {
    var heading = utterance.heading(call.request().toString(), call.request().submittedAt());
    var answer = utterance.dialect().answerWriter(heading).whole(transcript, usage, reason);
    return isOwn ? Output.of(answer) : Output.spoken(answer.toString());
  }
}
