package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.dialect.AnswerReader;
import dev.millrace.dialect.UpstreamError;
import dev.millrace.dialect.openai.Texts;
import dev.millrace.dialect.responses.UpstreamItem.Strand;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what an upstream answers. */
final class ResponseReader implements AnswerReader {
  private static final Set<String> LAST =
      Set.of("response.completed", "response.incomplete", "response.failed", "error");

  private final Supplier<Duration> elapsed;
  private final UpstreamOutput output = new UpstreamOutput();
  private Optional<StopReason> reason = Optional.empty();

  ResponseReader(Supplier<Duration> elapsed) {
    this.elapsed = elapsed;
  }

  @Override
  public boolean isForeign(JsonNode reply) {
    return !tellsFailure(reply) && !reply.path("output").isArray();
  }

  @Override
  public List<Piece> whole(JsonNode reply) {
    refuseFailure(reply);
    if (isForeign(reply)) {
      throw broken("answered with what is no answer");
    }
    var pieces = new ArrayList<Piece>(ended(reply));
    pieces.addAll(end());
    return pieces;
  }

  @Override
  public List<Piece> frame(Frame frame, JsonNode data) {
    if (!data.isObject()) {
      throw broken("sent an event that is no object");
    }
    var type = data.path("type").isTextual() ? data.path("type").textValue() : frame.event();
    return switch (type) {
      case "response.output_text.delta" -> output.more(Strand.WORDS, data);
      case "response.refusal.delta" -> output.more(Strand.REFUSAL, data);
      case "response.reasoning_summary_text.delta" -> output.more(Strand.SUMMARY, data);
      case "response.reasoning_text.delta" -> output.more(Strand.THOUGHTS, data);
      case "response.function_call_arguments.delta" -> output.more(Strand.ARGUMENTS, data);
      case "response.output_text.done" -> output.rest(Strand.WORDS, data, "text");
      case "response.refusal.done" -> output.rest(Strand.REFUSAL, data, "refusal");
      case "response.reasoning_summary_text.done" -> output.rest(Strand.SUMMARY, data, "text");
      case "response.reasoning_text.done" -> output.rest(Strand.THOUGHTS, data, "text");
      case "response.function_call_arguments.done" ->
          output.rest(Strand.ARGUMENTS, data, "arguments");
      case "response.output_text.annotation.added" -> output.annotation(data);
      case "response.output_item.added" -> output.begun(data);
      case "response.output_item.done" -> output.done(data);
      case "response.completed", "response.incomplete", "response.failed" ->
          ended(data.path("response"));
      default -> other(data, type);
    };
  }

  /** Events of hosted tools, of progress, and of kinds that are yet to come. */
  private static List<Piece> other(JsonNode event, String type) {
    if (type.equals("error")) {
      throw failure(event.path("error").isObject() ? event.path("error") : event);
    }
    refuseFailure(event);
    return List.of();
  }

  private List<Piece> ended(JsonNode response) {
    refuseFailure(response);
    var pieces = new ArrayList<Piece>(output.unseen(response.path("output")));
    reason = Optional.of(why(response));
    if (response.path("usage").isObject()) {
      pieces.add(new Piece.Used(TokenUsage.read(response.path("usage"), elapsed.get())));
    }
    return pieces;
  }

  /** A server that tells no status answers when it has finished. */
  private StopReason why(JsonNode response) {
    return switch (response.path("status").asText(Ending.COMPLETED)) {
      case Ending.COMPLETED -> output.reason();
      case Ending.INCOMPLETE -> Ending.whyIncomplete(response);
      default -> throw broken("ended before its answer was whole");
    };
  }

  private static boolean tellsFailure(JsonNode reply) {
    return reply.hasNonNull("error") || Texts.of(reply.path("status")).equals("failed");
  }

  private static void refuseFailure(JsonNode reply) {
    if (tellsFailure(reply)) {
      throw failure(reply.path("error"));
    }
  }

  private static FaultException failure(JsonNode error) {
    return UpstreamError.of(error.path("code"), error.path("type"));
  }

  @Override
  public boolean isLast(Frame frame) {
    return isMark(frame) || LAST.contains(frame.event()) || isNamelessLast(frame);
  }

  /** Some servers name an event in its data only. */
  private static boolean isNamelessLast(Frame frame) {
    return frame.event().isEmpty()
        && LAST.stream()
            .anyMatch(
                type ->
                    frame.data().contains("\"type\":\"" + type + "\"")
                        || frame.data().contains("\"type\": \"" + type + "\""));
  }

  @Override
  public List<Piece> end() {
    return List.of(
        new Piece.Ended(
            reason.orElseThrow(() -> broken("ended in the middle of its answer")).word()));
  }

  private static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider " + what + ".");
  }
}
