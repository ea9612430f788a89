package dev.millrace.api.http.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.fault.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers faults before, beside and behind the resources, where there is only Vert.x. */
@ApplicationScoped
public class FaultWriter {
  private final ObjectMapper json;
  private final FailureLog log;

  FaultWriter(ObjectMapper json, FailureLog log) {
    this.json = json;
    this.log = log;
  }

  /** Answers a fault that somebody decided on. */
  public void write(RoutingContext context, Fault fault) {
    log.note(CorrelationId.of(context), fault, null);
    send(context, fault);
  }

  /** Answers what the work on a call failed with. */
  public void write(RoutingContext context, Throwable failure) {
    var fault = FaultOf.of(failure);
    log.note(CorrelationId.of(context), fault, failure);
    send(context, fault);
  }

  /** Answers what the router failed with: an exception, or a bare status. */
  public void writeFailure(RoutingContext context) {
    var failure = context.failure();
    var fault = FaultOf.of(failure, context.statusCode());
    log.note(CorrelationId.of(context), fault, failure);
    send(context, fault);
  }

  private void send(RoutingContext context, Fault fault) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset(); // half an answer is out: cutting it off is the only honest end
      return;
    }
    var told = ToldFault.of(fault, context.request(), CorrelationId.of(context));
    response.setStatusCode(told.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    told.headers().forEach(response::putHeader);
    response.end(body(told.body()));
  }

  private Buffer body(Object told) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(told));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }
}
