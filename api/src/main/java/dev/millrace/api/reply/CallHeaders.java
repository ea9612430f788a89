package dev.millrace.api.reply;

import dev.millrace.api.call.Answer;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.fault.ToldFault;
import dev.millrace.request.RequestId;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;

/** What answers say in their heads beside the answer. */
public final class CallHeaders {
  /** How long the call took, in milliseconds. */
  public static final String LATENCY = "x-millrace-latency-ms";

  private static final String REQUEST = "x-millrace-request-id";
  private static final String COST = "x-millrace-cost";
  private static final String RATE_CARD = "x-millrace-rate-card";
  private static final String END_REASON = "x-millrace-end-reason";

  private CallHeaders() {}

  /**
   * Names the request, so that its caller finds it in the history; and the call, where the clients
   * of the path know it by another header than ours.
   */
  public static void name(RoutingContext context, RequestId request) {
    context
        .response()
        .putHeader(REQUEST, request.toString())
        .putHeader("x-modelrunner-request-id", request.toString());
    ToldFault.callHeaders(context.request(), CorrelationId.of(context))
        .forEach(context.response()::putHeader);
  }

  /** What it cost, in US dollars, and by which card. */
  public static void price(HttpServerResponse response, Answer answer) {
    price(answer, response::putHeader);
  }

  /** Says which trailers come. */
  public static void announceTrailers(HttpServerResponse response) {
    response.putHeader("Trailer", String.join(", ", COST, RATE_CARD, END_REASON, LATENCY));
  }

  /** As {@link #price}, behind an answer whose cost was not known before; and how it ended. */
  public static void priceBehind(HttpServerResponse response, Answer answer) {
    price(answer, response::putTrailer);
    answer.endReason().ifPresent(reason -> response.putTrailer(END_REASON, reason));
  }

  private static void price(Answer answer, BiConsumer<String, String> put) {
    put.accept(COST, answer.cost().toString());
    put.accept(RATE_CARD, answer.rateCard());
  }
}
