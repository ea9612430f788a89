package dev.millrace.api.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.millrace.api.call.Answer;
import dev.millrace.api.call.Answered;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.fault.FaultReply;
import dev.millrace.api.stream.Sse;
import dev.millrace.blob.FileUrl;
import dev.millrace.conversation.Piece;
import dev.millrace.fault.Fault;
import dev.millrace.money.UsageJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Writes a streamed answer in this face's words. */
@ApplicationScoped
class RunWriter {
  private final ObjectMapper json;

  RunWriter(ObjectMapper json) {
    this.json = json;
  }

  Buffer delta(Piece piece) {
    var event = json.createObjectNode();
    switch (piece) {
      case Piece.Text(var kind, var text) -> {
        switch (kind) {
          case CONTENT -> event.put("text", text);
          case REASONING -> event.put("reasoning", text);
          case REFUSAL -> event.put("refusal", text);
        }
      }
      case Piece.ToolCall call -> {
        var part = event.putObject("toolCall").put("index", call.index());
        call.id().ifPresent(id -> part.put("id", id));
        call.name().ifPresent(name -> part.put("name", name));
        part.put("arguments", call.arguments());
      }
      case Piece.Signature(var value) -> event.put("signature", value);
      case Piece.Citation(var url, var title) ->
          event.putObject("citation").put("url", url).put("title", title);
      case Piece.Verbatim frame -> throw new IllegalStateException("not asked for here: " + frame);
      case Piece.Used used -> throw new IllegalStateException("no output: " + used);
      case Piece.Ended ended -> throw new IllegalStateException("no output: " + ended);
    }
    return Sse.event("delta", event.toString());
  }

  /** The last event of a stream. */
  Buffer last(RoutingContext context, Answered answered, PublicUrl base) {
    return switch (answered) {
      case Answered.Completed(var answer) -> completed(answer, base);
      case Answered.Failed failed -> {
        var told =
            failed
                .partial()
                .map(partial -> withCost(failed.fault(), partial))
                .orElse(failed.fault())
                .with("requestId", failed.request().toString());
        yield Sse.event(
            "error",
            new String(
                bytes(FaultReply.of(told, CorrelationId.of(context)).envelope()),
                StandardCharsets.UTF_8));
      }
    };
  }

  private static Fault withCost(Fault fault, Answer partial) {
    return fault
        .with("endReason", partial.endReason().orElse(""))
        .with("cost", partial.cost().toString());
  }

  private Buffer completed(Answer answer, PublicUrl base) {
    var event = json.createObjectNode();
    event.putRawValue("output", new RawValue(FileUrl.publish(answer.output(), base.value())));
    event.putRawValue("usage", new RawValue(UsageJson.write(answer.usage())));
    event.put("cost", answer.cost().toString());
    event.put("rateCard", answer.rateCard());
    event.put("requestId", answer.request().toString());
    answer.endReason().ifPresent(reason -> event.put("endReason", reason));
    return Sse.event("completed", new String(bytes(event), StandardCharsets.UTF_8));
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }
}
