package dev.millrace.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Piece;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.Stopwatch;
import dev.millrace.provider.http.UpstreamJson;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the chunks of one streamed chat. The reason of the end comes before the usage, and some
 * servers leave out the closing mark: so the end is told when nothing more can follow.
 */
final class ChatPieces {
  static final String CLOSING_MARK = "[DONE]";

  private final Stopwatch watch;
  private Optional<String> reason = Optional.empty();

  ChatPieces(Stopwatch watch) {
    this.watch = watch;
  }

  /** The pieces of one chunk. Throws the fault that it stands for, when it stands for one. */
  List<Piece> read(String chunk) {
    if (chunk.equals(CLOSING_MARK)) {
      return List.of();
    }
    var tree = UpstreamJson.read(Buffer.buffer(chunk));
    if (!tree.isObject() || tree.hasNonNull("error")) {
      throw broken("broke its answer off with an error");
    }
    var pieces = new ArrayList<Piece>();
    // We ask for one answer; a server that gives more has only its first one shown.
    tree.path("choices").forEach(choice -> addChoice(choice, pieces));
    if (tree.path("usage").isObject()) {
      pieces.add(new Piece.Used(OpenAiUsage.ofStream(tree, watch.elapsed())));
    }
    return pieces;
  }

  /** The last piece. Throws when the upstream has not said that its answer is whole. */
  List<Piece> end() {
    return List.of(
        new Piece.Ended(reason.orElseThrow(() -> broken("ended in the middle of its answer"))));
  }

  private void addChoice(JsonNode choice, List<Piece> pieces) {
    if (choice.path("index").asInt(0) != 0) {
      return;
    }
    var delta = choice.path("delta");
    Stream.of("reasoning_content", "reasoning")
        .map(delta::path)
        .filter(ChatPieces::isText)
        .findFirst()
        .ifPresent(text -> pieces.add(new Piece.Text(Piece.Kind.REASONING, text.textValue())));
    Stream.of("content", "refusal")
        .map(delta::path)
        .filter(ChatPieces::isText)
        .forEach(text -> pieces.add(new Piece.Text(Piece.Kind.CONTENT, text.textValue())));
    delta.path("tool_calls").forEach(part -> pieces.add(toolCall(part)));
    if (choice.path("finish_reason").isTextual()) {
      reason = Optional.of(choice.path("finish_reason").textValue());
    }
  }

  private static Piece toolCall(JsonNode part) {
    var function = part.path("function");
    return new Piece.ToolCall(
        Math.max(0, part.path("index").asInt(0)),
        text(part.path("id")),
        text(function.path("name")),
        function.path("arguments").asText(""));
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node).filter(ChatPieces::isText).map(JsonNode::textValue);
  }

  private static boolean isText(JsonNode node) {
    return node.isTextual() && !node.textValue().isEmpty();
  }

  private static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider " + what + ".");
  }
}
