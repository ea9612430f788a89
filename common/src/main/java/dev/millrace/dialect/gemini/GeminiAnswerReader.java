package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.Signer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads answers; each frame is built as a whole answer is. */
final class GeminiAnswerReader implements AnswerReader {
  private static final int MOST_CITATIONS = 1000;

  private final Supplier<Duration> elapsed;
  private final Set<String> cited = new HashSet<>();
  private final AnsweredCalls calls = new AnsweredCalls();
  private String finish = "";
  private boolean blocked;

  GeminiAnswerReader(Supplier<Duration> elapsed) {
    this.elapsed = elapsed;
  }

  @Override
  public boolean isForeign(JsonNode reply) {
    return !reply.hasNonNull("error")
        && !reply.path("candidates").path(0).isObject()
        && !isBlocked(reply);
  }

  /** A whole answer may leave out why it ended: its JSON is whole. */
  @Override
  public List<Piece> whole(JsonNode reply) {
    var pieces = read(reply);
    if (isForeign(reply)) {
      throw RpcStatus.broken("answered with something other than a result");
    }
    pieces.add(new Piece.Ended(reason().orElseGet(this::usual)));
    return pieces;
  }

  @Override
  public List<Piece> frame(Frame frame, JsonNode data) {
    return read(data);
  }

  /** The usage may come after the frame that says why the answer ended. */
  @Override
  public boolean isLast(Frame frame) {
    return false;
  }

  @Override
  public List<Piece> end() {
    return List.of(
        new Piece.Ended(
            reason().orElseThrow(() -> RpcStatus.broken("ended in the middle of its answer"))));
  }

  private Optional<String> reason() {
    return blocked
        ? Optional.of(StopReason.CONTENT_FILTER.word())
        : FinishReason.read(finish, calls.hasAny());
  }

  private String usual() {
    return (calls.hasAny() ? StopReason.TOOL_CALLS : StopReason.STOP).word();
  }

  private List<Piece> read(JsonNode reply) {
    if (!reply.isObject()) {
      throw RpcStatus.broken("answered with something other than a result");
    }
    if (reply.hasNonNull("error")) {
      throw RpcStatus.fault(reply.path("error"));
    }
    var pieces = new ArrayList<Piece>(4);
    calls.isOf(reply.path("responseId"));
    reply.path("candidates").forEach(candidate -> add(candidate, pieces));
    blocked |= isBlocked(reply);
    if (reply.path("usageMetadata").isObject()) {
      pieces.add(new Piece.Used(UsageMetadata.read(reply.path("usageMetadata"), elapsed.get())));
    }
    return pieces;
  }

  private static boolean isBlocked(JsonNode reply) {
    var reason = reply.path("promptFeedback").path("blockReason");
    return isText(reason) && !reason.textValue().endsWith("_UNSPECIFIED");
  }

  private void add(JsonNode candidate, List<Piece> pieces) {
    if (candidate.path("index").asInt(0) != 0) {
      return;
    }
    candidate.path("content").path("parts").forEach(part -> addPart(part, pieces));
    candidate
        .path("groundingMetadata")
        .path("groundingChunks")
        .forEach(chunk -> cite(chunk.path("web"), pieces));
    if (isText(candidate.path("finishReason"))) {
      finish = candidate.path("finishReason").textValue();
    }
  }

  private void addPart(JsonNode part, List<Piece> pieces) {
    if (isText(part.path("text"))) {
      var kind = part.path("thought").asBoolean() ? Piece.Kind.REASONING : Piece.Kind.CONTENT;
      pieces.add(new Piece.Text(kind, part.path("text").textValue()));
    } else if (part.path("functionCall").isObject()) {
      pieces.add(calls.read(part.path("functionCall")));
    }
    if (isText(part.path("thoughtSignature"))) {
      pieces.add(
          new Piece.Signature(Signer.GEMINI.signed(part.path("thoughtSignature").textValue())));
    }
  }

  /** Frames may repeat the sources that others named. */
  private void cite(JsonNode web, List<Piece> pieces) {
    var url = web.path("uri");
    if (isText(url) && cited.size() < MOST_CITATIONS && cited.add(url.textValue())) {
      pieces.add(new Piece.Citation(url.textValue(), web.path("title").asText("")));
    }
  }

  private static boolean isText(JsonNode node) {
    return node.isTextual() && !node.textValue().isEmpty();
  }
}
