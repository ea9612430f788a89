package dev.millrace.provider.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.relay.Renaming;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.http.UpstreamJson;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.token.StreamUsage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the answer to one attempt, for whoever asked. Not thread-safe. */
final class Answering {
  private final Wire wire;
  private final Said said;
  private final int answers;
  private final Stopwatch watch = Stopwatch.started();
  private final AnswerReader reader;
  private final Renaming renaming;

  /**
   * @throws FaultException of MALFORMED when the caller does not say how many answers it wants
   */
  Answering(Wire wire, Said said) {
    this.wire = wire;
    this.said = said;
    this.answers = said.answers();
    this.reader = wire.dialect().answerReader(watch::elapsed);
    this.renaming = new Renaming(wire.dialect(), said.utterance().model());
  }

  /**
   * An answer in one piece.
   *
   * @param output for the caller, where that is the reply itself
   */
  record Heard(Transcript transcript, Optional<Output> output, Duration took) {}

  /**
   * Reads a reply in one piece.
   *
   * @throws FaultException when it is no answer, or tells of a failure
   */
  Heard whole(Buffer reply) {
    var took = watch.elapsed();
    var json = UpstreamJson.read(reply);
    return new Heard(
        read(json), said.isFor(wire) ? Optional.of(relayed(reply, json)) : Optional.empty(), took);
  }

  private Transcript read(JsonNode json) {
    var transcript = new Transcript();
    if (!isLeftToTheSchema(json)) {
      reader.whole(json).forEach(transcript::add);
    }
    return transcript;
  }

  /**
   * In the model's own shape it is the model's output schema that says what an answer is; only that
   * it is an object all these protocols have in common.
   */
  private boolean isLeftToTheSchema(JsonNode json) {
    return said.isOwn() && said.isFor(wire) && json.isObject() && reader.isForeign(json);
  }

  private Output relayed(Buffer reply, JsonNode json) {
    return said.isOwn()
        ? Output.of(json)
        : Output.spoken(renaming.of(reply.toString(StandardCharsets.UTF_8)));
  }

  /** What an answer used: as the upstream says, else what we can count. */
  Usage usage(Heard heard) {
    var usage =
        StreamUsage.of(
            heard.transcript(),
            said.call().input(),
            heard.took(),
            wire.model(),
            said.call().model().alias());
    return answers == 1 ? usage : usage.ofOutputs(answers);
  }

  Outcome outcome(Heard heard, Usage usage) {
    var output =
        heard
            .output()
            .orElseGet(
                () ->
                    said.output(
                        heard.transcript(), usage, heard.transcript().reason().orElseThrow()));
    return new Outcome.Succeeded(output, usage);
  }

  /** Nothing can follow the frame. Any thread may ask; it looks at nothing that was read before. */
  boolean isLast(Frame frame) {
    return reader.isLast(frame);
  }

  /**
   * The pieces of one frame, behind the frame itself where it is the caller's.
   *
   * @throws FaultException when it tells of a failure; then nothing of it is relayed
   */
  List<Piece> frame(Frame frame) {
    if (reader.isMark(frame)) {
      return isRelayed() ? List.of(new Piece.Verbatim(frame)) : List.of();
    }
    var data = UpstreamJson.read(frame.data());
    var pieces = new ArrayList<Piece>();
    var read = reader.frame(frame, data);
    if (isRelayed() && !wire.dialect().hides(data, said.utterance().body())) {
      pieces.add(new Piece.Verbatim(renaming.of(frame)));
    }
    pieces.addAll(read);
    return pieces;
  }

  /**
   * The pieces behind all frames.
   *
   * @throws FaultException when the upstream has not said that its answer is whole
   */
  List<Piece> end() {
    return reader.end();
  }

  private boolean isRelayed() {
    return said.isFor(wire) && !said.isOwn();
  }
}
