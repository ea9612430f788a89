package dev.millrace.dialect.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.UpstreamError;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads one answer: what a model that cannot be heard while it speaks has said, for a stream. */
final class ProxyAnswerReader implements AnswerReader {
  private static final String ERROR = "error";

  private final Supplier<Duration> elapsed;
  private int calls;
  private Optional<String> reason = Optional.empty();

  ProxyAnswerReader(Supplier<Duration> elapsed) {
    this.elapsed = elapsed;
  }

  @Override
  public boolean isForeign(JsonNode reply) {
    return !reply.hasNonNull(ERROR)
        && (!reply.path("message").isObject() || !reply.path("finishReason").isTextual());
  }

  @Override
  public List<Piece> whole(JsonNode reply) {
    if (reply.hasNonNull(ERROR)) {
      throw UpstreamError.of(reply.path(ERROR).path("code"));
    }
    if (isForeign(reply)) {
      throw broken("answered with something that is no answer of a model proxy");
    }
    var message = reply.path("message");
    var pieces = new ArrayList<Piece>();
    message.path("reasoning").forEach(thought -> thought(thought, pieces));
    words(Piece.Kind.CONTENT, message.path("content"), pieces);
    words(Piece.Kind.REFUSAL, message.path("refusal"), pieces);
    message.path("toolCalls").forEach(call -> call(call, pieces));
    SourceFields.read(message, pieces);
    used(reply, pieces);
    pieces.add(ended(reply));
    return pieces;
  }

  @Override
  public List<Piece> frame(Frame frame, JsonNode data) {
    var pieces = new ArrayList<Piece>();
    switch (data.path("type").asText()) {
      case Lines.TEXT -> words(kind(data), data.path("text"), pieces);
      case Lines.REASONING -> thought(data, pieces);
      case Lines.TOOL_CALL -> call(data, pieces);
      case Lines.USAGE -> used(data, pieces);
      case Lines.FINISH -> {
        SourceFields.read(data, pieces);
        reason = Optional.of(FinishReason.read(data.path("finishReason").asText()));
      }
      case Lines.ERROR -> throw UpstreamError.of(data.path(ERROR).path("code"));
      default -> {
        // The start, and whatever lines there may be one day, say nothing.
      }
    }
    return pieces;
  }

  private static Piece.Kind kind(JsonNode line) {
    return line.path("refusal").asBoolean() ? Piece.Kind.REFUSAL : Piece.Kind.CONTENT;
  }

  @Override
  public boolean isLast(Frame frame) {
    return frame.event().equals(Lines.FINISH) || frame.event().equals(Lines.ERROR);
  }

  @Override
  public List<Piece> end() {
    return List.of(
        new Piece.Ended(reason.orElseThrow(() -> broken("ended in the middle of its answer"))));
  }

  private static void thought(JsonNode thought, List<Piece> pieces) {
    words(Piece.Kind.REASONING, thought.path("text"), pieces);
    signature(thought, pieces);
  }

  private static void words(Piece.Kind kind, JsonNode text, List<Piece> pieces) {
    if (text.isTextual() && !text.textValue().isEmpty()) {
      pieces.add(new Piece.Text(kind, text.textValue()));
    }
  }

  private void call(JsonNode call, List<Piece> pieces) {
    pieces.add(
        new Piece.ToolCall(
            calls++,
            Optional.of(call.path("toolCallId").asText()),
            Optional.of(call.path("toolName").asText()),
            CallInput.read(call)));
    signature(call, pieces);
  }

  private static void signature(JsonNode signed, List<Piece> pieces) {
    if (signed.path("signature").isTextual()) {
      pieces.add(new Piece.Signature(signed.path("signature").textValue()));
    }
  }

  private void used(JsonNode wire, List<Piece> pieces) {
    if (wire.path("usage").isObject()) {
      pieces.add(new Piece.Used(TokenUsage.read(wire.path("usage"), elapsed.get())));
    }
  }

  private static Piece ended(JsonNode wire) {
    return new Piece.Ended(FinishReason.read(wire.path("finishReason").asText()));
  }

  private static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider " + what + ".");
  }
}
