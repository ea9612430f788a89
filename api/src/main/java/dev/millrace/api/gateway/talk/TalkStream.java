package dev.millrace.api.gateway.talk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.call.Answer;
import dev.millrace.api.call.Answered;
import dev.millrace.api.call.Order;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.fault.ToldFault;
import dev.millrace.api.reply.CallHeaders;
import dev.millrace.api.reply.StreamedAnswer;
import dev.millrace.api.reply.WholeReply;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.dialect.AnswerWriter;
import dev.millrace.dialect.Dialect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A streamed answer in its caller's protocol: the upstream's own frames as they came, or what the
 * pieces come to. What it cost is known behind it, and said in trailers.
 */
final class TalkStream implements StreamedAnswer {
  private final Order order;
  private final RoutingContext routing;
  private final WholeReply whole;
  private final ObjectMapper json;
  private final Dialect dialect;
  private final AnswerWriter writer;
  private final StreamForm form;
  private boolean verbatim;
  private boolean begun;

  TalkStream(
      Order order,
      RoutingContext routing,
      StreamForm.Kind form,
      WholeReply whole,
      ObjectMapper json) {
    var utterance = order.utterance().orElseThrow();
    this.order = order;
    this.routing = routing;
    this.whole = whole;
    this.json = json;
    this.dialect = utterance.dialect();
    this.writer = dialect.answerWriter(utterance.heading(order.id().toString(), order.at()));
    this.form = form.begun();
  }

  @Override
  public void head(HttpServerResponse response) {
    form.head(response);
    CallHeaders.name(routing, order.id());
    CallHeaders.announceTrailers(response);
  }

  @Override
  public Buffer piece(Piece piece) {
    if (piece instanceof Piece.Verbatim(var frame)) {
      verbatim = true;
      writer.relayed(frame);
      return form.write(List.of(frame));
    }
    var frames = begin();
    frames.addAll(writer.piece(piece));
    return form.write(frames);
  }

  private List<Frame> begin() {
    var frames = begun ? new ArrayList<Frame>() : new ArrayList<>(writer.begin());
    begun = true;
    return frames;
  }

  @Override
  public Buffer last(HttpServerResponse response, Answered how) {
    response.putTrailer(CallHeaders.LATENCY, whole.latency(order.id()));
    var frames =
        switch (how) {
          case Answered.Completed(var answer) -> {
            CallHeaders.priceBehind(response, answer);
            yield form.priced(completed(answer), answer.cost());
          }
          case Answered.Failed failed -> {
            failed.partial().ifPresent(partial -> CallHeaders.priceBehind(response, partial));
            var broken =
                writer.broken(ToldFault.failure(failed.fault(), CorrelationId.of(routing)));
            yield failed
                .partial()
                .map(partial -> form.priced(broken, partial.cost()))
                .orElse(broken);
          }
        };
    return form.write(frames).appendBuffer(form.end());
  }

  private List<Frame> completed(Answer answer) {
    var reason = answer.endReason();
    if (reason.isEmpty()) {
      return inOneGo(answer);
    }
    if (verbatim) {
      // The upstream has said its end itself, unless the caller would not hear it out.
      return isKilled(reason.get()) ? writer.end(answer.usage(), reason.get()) : List.of();
    }
    var frames = begin();
    frames.addAll(writer.end(answer.usage(), reason.get()));
    return frames;
  }

  private static boolean isKilled(String reason) {
    return StopReason.of(reason) == StopReason.KILLED;
  }

  /** Of a model that cannot be heard while it speaks. */
  private List<Frame> inOneGo(Answer answer) {
    var frames = begin();
    for (var piece : dialect.answerReader(() -> Duration.ZERO).whole(parsed(answer.output()))) {
      if (piece.isOutput()) {
        frames.addAll(writer.piece(piece));
      } else if (piece instanceof Piece.Ended(var reason)) {
        frames.addAll(writer.end(answer.usage(), reason));
      }
    }
    return frames;
  }

  private JsonNode parsed(String output) {
    try {
      return json.readTree(output);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an output that was accepted is JSON", e);
    }
  }

  @Override
  public void refuse(Answered.Failed failed) {
    whole.refuse(routing, failed);
  }

  @Override
  public Buffer heartbeat() {
    return form.heartbeat();
  }
}
