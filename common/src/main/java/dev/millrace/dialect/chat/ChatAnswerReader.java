package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.UpstreamError;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads one answer. In a stream the reason of its end comes before the usage, and some servers
 * leave out the closing mark: so the end is told when nothing more can follow.
 */
final class ChatAnswerReader implements AnswerReader {
  private static final String ERROR = "error";
  private static final String CHOICES = "choices";
  private static final String USAGE = "usage";

  private final Supplier<Duration> elapsed;
  private final MessageReader message = new MessageReader();
  private Optional<String> reason = Optional.empty();

  ChatAnswerReader(Supplier<Duration> elapsed) {
    this.elapsed = elapsed;
  }

  @Override
  public boolean isForeign(JsonNode reply) {
    return !tellsError(reply) && !reply.path(CHOICES).path(0).path("message").isObject();
  }

  @Override
  public List<Piece> whole(JsonNode reply) {
    refuseErrors(reply);
    if (isForeign(reply)) {
      throw broken("answered with something that is no chat completion");
    }
    var choices = reply.path(CHOICES);
    var choice = choices.path(0);
    var pieces = new ArrayList<Piece>();
    message.read(reply.path("id"), choice.path("message"), pieces);
    used(reply, choices.size(), pieces);
    end(choice);
    pieces.add(ended(reason.orElse(StopReason.STOP.word())));
    return pieces;
  }

  @Override
  public List<Piece> frame(Frame frame, JsonNode data) {
    refuseErrors(data);
    if (frame.event().equals(ERROR)) {
      throw UpstreamError.of(data.path("type"), data.path("code"));
    }
    var pieces = new ArrayList<Piece>(2);
    for (var choice : data.path(CHOICES)) {
      if (choice.path("index").asInt(0) == 0) {
        message.read(data.path("id"), choice.path("delta"), pieces);
        end(choice);
      }
    }
    used(data, 1, pieces);
    return pieces;
  }

  @Override
  public boolean isLast(Frame frame) {
    return isMark(frame);
  }

  @Override
  public List<Piece> end() {
    return List.of(ended(reason.orElseThrow(() -> broken("ended in the middle of its answer"))));
  }

  private void end(JsonNode choice) {
    var word = choice.path("finish_reason");
    if (word.isTextual() && !word.textValue().isEmpty()) {
      reason = Optional.of(word.textValue());
    }
  }

  private Piece ended(String word) {
    return new Piece.Ended(FinishReason.read(word, message.hasCalls(), message.isRefusal()));
  }

  private void used(JsonNode reply, int answers, List<Piece> pieces) {
    var usage = reply.path(USAGE);
    if (usage.isObject()) {
      pieces.add(new Piece.Used(ChatUsage.read(usage, answers, elapsed.get())));
    }
  }

  private static boolean tellsError(JsonNode reply) {
    return reply.hasNonNull(ERROR) || reply.path("object").asText().equals(ERROR);
  }

  /** Some servers report an error with status 200; some of them not in its own field. */
  private static void refuseErrors(JsonNode reply) {
    if (!reply.isObject()) {
      throw broken("answered with something that is no chat completion");
    }
    if (tellsError(reply)) {
      var error = reply.hasNonNull(ERROR) ? reply.get(ERROR) : reply;
      throw UpstreamError.of(error.path("code"), error.path("type"));
    }
  }

  private static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider " + what + ".");
  }
}
