package dev.millrace.api.http.fault;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.millrace.api.http.CorrelationId;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers whatever a resource fails with. It names two classes besides {@link Throwable} because
 * REST has mappers of its own for them, which would win.
 */
@ApplicationScoped
public class FaultMapper {
  private final FailureLog log;

  FaultMapper(FailureLog log) {
    this.log = log;
  }

  @ServerExceptionMapper({
    WebApplicationException.class,
    MismatchedInputException.class,
    Throwable.class
  })
  public Response answer(Throwable failure, RoutingContext context) {
    return failure instanceof WebApplicationException web && isDeliberate(web.getResponse())
        ? web.getResponse()
        : answerFault(failure, context);
  }

  /** A redirect, or an answer that somebody wrote a body for. */
  private static boolean isDeliberate(Response response) {
    return response.getStatus() < 400 || response.hasEntity();
  }

  private Response answerFault(Throwable failure, RoutingContext context) {
    var fault = FaultOf.of(failure);
    var call = CorrelationId.of(context);
    log.note(call, fault, failure);
    return ToldFault.of(fault, context.request(), call).toResponse();
  }
}
