package dev.millrace.api.queue;

import dev.millrace.api.http.IdempotencyKey;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Terms;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Answers submits: 201 with a request that is new, 200 with one that was submitted before. */
@ApplicationScoped
class SubmitReplies {
  private static final int CREATED = 201;
  private static final int OK = 200;

  private final StatusReplies statuses;

  SubmitReplies(StatusReplies statuses) {
    this.statuses = statuses;
  }

  /** The answer as it is at once. */
  SubmitAnswer of(Submitted submitted, HttpServerRequest call) {
    return switch (submitted) {
      case Submitted.Queued queued ->
          created(statuses.queued(queued, call), queued.submission().terms());
      case Submitted.Replayed replayed -> replayed(statuses.of(replayed.original(), call));
    };
  }

  /** The answer for a caller who has waited. */
  SubmitAnswer of(Submitted submitted, RequestView now, HttpServerRequest call) {
    return switch (submitted) {
      case Submitted.Queued queued -> created(statuses.of(now, call), now.terms());
      case Submitted.Replayed replayed -> replayed(statuses.of(now, call));
    };
  }

  private static SubmitAnswer created(RequestReply reply, Terms terms) {
    Object body =
        terms.webhook().<Object>map(webhook -> SubmitReply.of(reply, webhook)).orElse(reply);
    return answer(CREATED, reply, "Location", reply.statusUrl(), body);
  }

  private static SubmitAnswer replayed(RequestReply reply) {
    return answer(OK, reply, IdempotencyKey.REPLAYED, "true", reply);
  }

  private static SubmitAnswer answer(
      int status, RequestReply reply, String header, String value, Object body) {
    var headers =
        Map.of(
            "x-modelrunner-request-id",
            reply.requestId(),
            "x-fal-request-id",
            reply.requestId(),
            header,
            value);
    return new SubmitAnswer(status, headers, body);
  }
}
