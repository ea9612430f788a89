package dev.millrace.background;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what a model says in the background: events with numbers of ours, but for those that
 * say how the response stands as a whole, which are told from its request. An upstream that speaks
 * OpenAI's Responses is quoted; what another one says is written out. Not thread-safe.
 */
public final class EventScribe {
  /** Some servers send it behind their last event. */
  private static final String CLOSING_MARK = "[DONE]";

  private final BackgroundResponse response;
  private final Transcript transcript;
  private final AnswerWriter writer;
  private Optional<ObjectNode> last = Optional.empty();
  private boolean begun;
  private int next = ResponseEvents.FIRST_SAID;

  /**
   * @param transcript has each piece before it comes here
   */
  public EventScribe(BackgroundResponse response, Transcript transcript) {
    this.response = response;
    this.transcript = transcript;
    this.writer = response.writer();
  }

  /** Whether anything was written; then no other attempt may follow. */
  public boolean hasBegun() {
    return begun;
  }

  /**
   * What a piece comes to.
   *
   * @throws FaultException of PROVIDER_BROKEN when a frame that is quoted is no JSON object
   */
  public List<Frame> piece(Piece piece) {
    return switch (piece) {
      case Piece.Verbatim verbatim -> told(List.of(verbatim.frame()));
      case Piece.Text text -> written(text);
      case Piece.ToolCall call -> written(call);
      case Piece.Signature signature -> written(signature);
      case Piece.Citation citation -> written(citation);
      case Piece.Used used -> List.of();
      case Piece.Ended ended -> List.of();
    };
  }

  /** A frame that is quoted says it already. */
  private List<Frame> written(Piece piece) {
    if (transcript.isVerbatim()) {
      return List.of();
    }
    var events = new ArrayList<Frame>();
    begin(events);
    events.addAll(told(writer.piece(piece)));
    return events;
  }

  /**
   * The rest of the events of a whole answer.
   *
   * @param reason as {@link Piece.Ended} says it
   */
  public List<Frame> end(Usage usage, String reason) {
    var events = new ArrayList<Frame>();
    begin(events);
    if (!transcript.isVerbatim()) {
      events.addAll(told(writer.end(usage, reason)));
    }
    if (last.isEmpty()) {
      last = Optional.of(whole(usage, reason));
    }
    return events;
  }

  /** The response as it ended; there is one after {@link #end}. */
  public ObjectNode ended() {
    return response.inOurName(last.orElseThrow());
  }

  /** The response as far as it came until its caller took it back. */
  public ObjectNode cancelled(Usage usage) {
    return response.inOurName(whole(usage, StopReason.STOP.word())).put("status", "cancelled");
  }

  /** By a writer of its own: one that writes frames writes nothing else. */
  private ObjectNode whole(Usage usage, String reason) {
    return response.writer().whole(transcript, usage, reason);
  }

  /** The writer's own first events are told from the request. */
  private void begin(List<Frame> events) {
    if (!begun) {
      begun = true;
      writer.begin();
      events.add(ResponseEvents.inProgress(next, response.unfinished("in_progress")));
      next++;
    }
  }

  private List<Frame> told(List<Frame> frames) {
    var events = new ArrayList<Frame>();
    for (var frame : frames) {
      if (frame.data().equals(CLOSING_MARK)) {
        continue;
      }
      var event = JsonObjects.read(frame.data());
      var type = typeOf(event);
      if (ResponseEvents.LAST.contains(type)) {
        last = responseOf(event);
      } else if (!ResponseEvents.FIRST.contains(type)) {
        begin(events);
        events.add(numbered(event));
      }
    }
    return events;
  }

  private Frame numbered(ObjectNode event) {
    event.put("sequence_number", next);
    next++;
    return new Frame(typeOf(event), event.toString());
  }

  private static String typeOf(ObjectNode event) {
    return event.path("type").asText();
  }

  private static Optional<ObjectNode> responseOf(ObjectNode event) {
    return event.path("response") instanceof ObjectNode object
        ? Optional.of(object)
        : Optional.empty();
  }
}
