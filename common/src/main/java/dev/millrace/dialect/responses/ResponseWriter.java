package dev.millrace.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.conversation.Transcript;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.Heading;
import dev.millrace.money.Usage;
import java.util.List;

/**
 * Writes one answer. The same pieces always come to the same frames.
 *
 * <p>An answer that breaks off ends with an event {@code error}, at which the official clients
 * raise an error, and with {@code response.failed} for whoever reads on. There is no closing mark:
 * the last event says that it is the last.
 */
final class ResponseWriter implements AnswerWriter {
  private final Heading heading;
  private final Output output;
  private final Events events = new Events();
  private final StreamedAnswer answer;

  ResponseWriter(Heading heading) {
    this.heading = heading;
    this.output = new Output(heading.id());
    this.answer = new StreamedAnswer(output, events);
  }

  @Override
  public ObjectNode whole(Transcript said, Usage usage, String word) {
    var reason = StopReason.of(word);
    var whole = new Output(heading.id());
    var items = new WholeAnswer(whole).items(said, reason);
    return ended(reason, Ending.status(reason, whole.isRefused()), items, usage);
  }

  @Override
  public List<Frame> begin() {
    send("response.created", ResponseObject.of(heading, "in_progress"));
    send("response.in_progress", ResponseObject.of(heading, "in_progress"));
    return events.taken();
  }

  @Override
  public List<Frame> piece(Piece piece) {
    answer.add(piece);
    return events.taken();
  }

  @Override
  public void relayed(Frame frame) {
    events.skip();
  }

  @Override
  public List<Frame> end(Usage usage, String word) {
    var reason = StopReason.of(word);
    var status = Ending.status(reason, output.isRefused());
    answer.end(status);
    send("response." + status, ended(reason, status, output.json(), usage));
    return events.taken();
  }

  @Override
  public List<Frame> broken(Failure failure) {
    var error = events.event("error");
    FailureWords.event(failure, error);
    events.send(error);
    answer.cut();
    var response = ResponseObject.failed(heading, failure);
    response.set("output", output.json());
    send("response.failed", response);
    return events.taken();
  }

  private ObjectNode ended(StopReason reason, String status, ArrayNode items, Usage usage) {
    var response = ResponseObject.of(heading, status);
    if (status.equals(Ending.INCOMPLETE)) {
      Ending.explain(reason, response);
    }
    response.set("output", items);
    response.set("usage", TokenUsage.write(usage));
    return response;
  }

  private void send(String type, ObjectNode response) {
    var event = events.event(type);
    event.set("response", response);
    events.send(event);
  }
}
