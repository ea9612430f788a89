package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.UpstreamError;
import dev.millrace.fault.FaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads one message of an upstream, whole or by its events. Usage is told once the message's end
 * tells it: what its start says is of the input alone. A message is whole when its end gave a
 * reason, or came.
 */
final class MessageReader implements AnswerReader {
  private static final String STOP = "message_stop";

  /** An event that stops a message has nothing in it; so one without a name is known as well. */
  private static final int LONGEST_STOP = 64;

  private final Supplier<Duration> elapsed;
  private final UsageReader usage = new UsageReader();
  private final BlockPieces blocks = new BlockPieces();
  private Optional<String> reason = Optional.empty();
  private boolean stopped;

  MessageReader(Supplier<Duration> elapsed) {
    this.elapsed = elapsed;
  }

  @Override
  public boolean isForeign(JsonNode reply) {
    var content = reply.path("content");
    return !tellsFailure(reply) && !content.isArray() && !content.isTextual();
  }

  @Override
  public List<Piece> whole(JsonNode reply) {
    if (tellsFailure(reply)) {
      throw failure(reply);
    }
    if (isForeign(reply)) {
      throw BlockPieces.broken("the provider's reply is no message");
    }
    var pieces = new ArrayList<Piece>();
    blocks.whole(reply.path("content"), pieces);
    pieces.addAll(ending(reply, reply.path("usage")));
    stopped = true;
    pieces.add(ended());
    return pieces;
  }

  private static boolean tellsFailure(JsonNode reply) {
    return reply.path("type").asText().equals("error") || reply.hasNonNull("error");
  }

  private static FaultException failure(JsonNode told) {
    return UpstreamError.of(told.path("error").path("type"));
  }

  @Override
  public List<Piece> frame(Frame frame, JsonNode data) {
    var kind = data.path("type").asText(frame.event());
    return switch (kind) {
      case "content_block_delta" -> blocks.delta(data);
      case "content_block_start" -> blocks.start(data);
      case "content_block_stop" -> blocks.stop(data);
      case "message_start" -> started(data.path("message"));
      case "message_delta" -> ending(data.path("delta"), data.path("usage"));
      case STOP -> finished();
      case "error" -> throw failure(data);
      default -> List.of();
    };
  }

  private List<Piece> started(JsonNode message) {
    usage.read(message.path("usage"));
    return List.of();
  }

  private List<Piece> finished() {
    stopped = true;
    return List.of();
  }

  /** Why it ended, in the provider's words too where it refused, and what was consumed. */
  private List<Piece> ending(JsonNode holder, JsonNode consumed) {
    var pieces = new ArrayList<Piece>(2);
    var word = holder.path("stop_reason");
    if (word.isTextual()) {
      reason = Optional.of(StopWord.read(word.textValue()));
    }
    var explanation = holder.path("stop_details").path("explanation");
    if (explanation.isTextual() && !explanation.textValue().isEmpty()) {
      pieces.add(new Piece.Text(Piece.Kind.REFUSAL, explanation.textValue()));
    }
    if (consumed.isObject()) {
      usage.read(consumed);
      pieces.add(new Piece.Used(usage.usage(elapsed.get())));
    }
    return pieces;
  }

  @Override
  public boolean isLast(Frame frame) {
    return frame.event().isEmpty()
        ? frame.data().length() < LONGEST_STOP && frame.data().contains("\"" + STOP + "\"")
        : frame.event().equals(STOP);
  }

  @Override
  public List<Piece> end() {
    if (!stopped && reason.isEmpty()) {
      throw BlockPieces.broken("the provider's answer broke off before its end");
    }
    return List.of(ended());
  }

  private Piece ended() {
    return new Piece.Ended(
        reason.orElse((blocks.hasCalls() ? StopReason.TOOL_CALLS : StopReason.STOP).word()));
  }
}
