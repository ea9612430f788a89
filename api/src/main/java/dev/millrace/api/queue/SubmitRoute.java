package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.millrace.api.http.RouteOrder;
import dev.millrace.api.http.fault.FaultWriter;
import dev.millrace.context.CallerContext;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The short way into the queue, for {@linkplain PlainSubmit plain submits}: what REST and the
 * patterns of other routes cost is a sixth of a submit ({@code docs/adr/0047}). Whatever is not
 * plain goes on to {@link SubmitResource}.
 */
@ApplicationScoped
class SubmitRoute {
  /** As REST says it of what it writes. */
  private static final String JSON = "application/json;charset=UTF-8";

  private final SubmitDesk desk;
  private final FaultWriter faults;
  private final ObjectWriter json;

  SubmitRoute(SubmitDesk desk, FaultWriter faults, ObjectMapper json) {
    this.desk = desk;
    this.faults = faults;
    this.json = json.writer();
  }

  void route(@Observes Router router) {
    router.post().order(RouteOrder.PLAIN_SUBMIT).handler(this::take);
  }

  private void take(RoutingContext context) {
    var request = context.request();
    if (!PlainSubmit.isOne(request)) {
      context.next();
      return;
    }
    // So that metrics name the route as REST does, and not each model.
    Vertx.currentContext().putLocal("UrlPathTemplate", "/{owner}/{model}");
    request.resume();
    request
        .body() // its length was bounded by the guard
        .onSuccess(body -> answer(context, body))
        .onFailure(broken -> faults.write(context, broken));
  }

  /** Who has left does not undo a submit. */
  private void answer(RoutingContext context, Buffer body) {
    var endpoint = context.request().path().substring(1);
    CallerContext.home(desk.answer(endpoint, context, body.getBytes()))
        .map(answer -> write(context, answer))
        .subscribe()
        .with(written -> {}, failure -> faults.write(context, failure));
  }

  private boolean write(RoutingContext context, SubmitAnswer answer) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return false;
    }
    var body = written(answer.body());
    response.setStatusCode(answer.status()).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    answer.headers().forEach(response::putHeader);
    response.end(body);
    return true;
  }

  private Buffer written(Object body) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }
}
