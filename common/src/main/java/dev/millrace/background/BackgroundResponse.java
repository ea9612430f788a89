package dev.millrace.background;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.FaultException;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * A response that is made in the background, as it was asked for.
 *
 * @param heading with the caller's body as it came
 */
public record BackgroundResponse(Heading heading) {
  private static final String BACKGROUND = "background";
  private static final String STREAM = "stream";

  /**
   * What a queued request's input asks for, if it is the body of such a response and not a model's
   * own fields. Among models that hold conversations only such bodies ask for the background.
   *
   * @param at when the request came
   */
  public static Optional<BackgroundResponse> of(RequestId request, Instant at, JsonNode input) {
    boolean isOne =
        input instanceof ObjectNode
            && input.path(BACKGROUND).asBoolean()
            && !input.has("messages")
            && !input.has("contents");
    return isOne ? Optional.of(of(request, at, (ObjectNode) input)) : Optional.empty();
  }

  private static BackgroundResponse of(RequestId request, Instant at, ObjectNode body) {
    return new BackgroundResponse(
        new Heading(request.toString(), body.path("model").asText(), at, body));
  }

  /** Whether its events are kept, for its caller to follow. */
  public boolean isStreamed() {
    return heading.asked().path(STREAM).asBoolean();
  }

  /** What a provider is to be told: nothing of our queue. */
  public Utterance utterance() {
    var told = heading.asked().deepCopy();
    told.remove(BACKGROUND);
    return new Utterance(Dialects.RESPONSES, told, Optional.empty(), heading.model(), isStreamed());
  }

  /** Writes its answer. */
  public AnswerWriter writer() {
    return Dialects.RESPONSES.answerWriter(heading);
  }

  /** The response while it waits or is made. */
  public ObjectNode unfinished(String status) {
    return Dialects.RESPONSES.unfinished(heading, status);
  }

  /** The response when it has failed. */
  public ObjectNode failed(Failure failure) {
    return Dialects.RESPONSES.failed(heading, failure);
  }

  /** A provider's own response, as ours: its id, its time and its model are the caller's. */
  public ObjectNode inOurName(ObjectNode response) {
    var ours = response.deepCopy();
    ours.put("id", ResponseIds.of(heading.id()));
    ours.put("created_at", heading.at().getEpochSecond());
    ours.put("model", heading.model());
    ours.put(BACKGROUND, true);
    return ours;
  }

  /**
   * The same of an answer in one piece.
   *
   * @throws FaultException of PROVIDER_BROKEN when it is no JSON object
   */
  public Outcome.Succeeded inOurName(Outcome.Succeeded whole) {
    var spoken = JsonObjects.read(whole.output().spoken().orElseThrow());
    return new Outcome.Succeeded(Output.spoken(inOurName(spoken).toString()), whole.usage());
  }
}
