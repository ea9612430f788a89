package dev.millrace.api.reply;

import dev.millrace.api.call.Answer;
import dev.millrace.api.call.Answered;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.fault.FaultWriter;
import dev.millrace.blob.FileUrl;
import dev.millrace.request.RequestId;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.function.Function;

/** Writes answers in one piece, with what they cost in their heads. */
@ApplicationScoped
public class WholeReply {
  private final FaultWriter faults;
  private final InstantSource clock;

  WholeReply(FaultWriter faults, InstantSource clock) {
    this.faults = faults;
    this.clock = clock;
  }

  /** What the model made, as it is. */
  public void write(RoutingContext context, Answered answered, PublicUrl base) {
    write(context, answered, base, Answer::output);
  }

  /**
   * What the model made, in other words.
   *
   * @param base where the caller reaches us, for the URLs of files
   * @param body as compact JSON; file URLs in it are still stand-ins
   */
  public void write(
      RoutingContext context, Answered answered, PublicUrl base, Function<Answer, String> body) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    switch (answered) {
      case Answered.Completed(var answer) -> {
        var json = FileUrl.publish(body.apply(answer), base.value());
        CallHeaders.name(context, answer.request());
        CallHeaders.price(response, answer);
        response
            .putHeader(CallHeaders.LATENCY, latency(answered.request()))
            .putHeader("Content-Type", "application/json")
            .end(json);
      }
      case Answered.Failed failed -> refuse(context, failed);
    }
  }

  /** A failure before anything was written. */
  public void refuse(RoutingContext context, Answered.Failed failed) {
    CallHeaders.name(context, failed.request());
    faults.write(context, failed.fault());
  }

  /** How long a call has taken by now, in milliseconds. */
  public String latency(RequestId request) {
    return Long.toString(Math.max(0, clock.millis() - request.submittedAt().toEpochMilli()));
  }
}
