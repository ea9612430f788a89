package dev.millrace.api.http.fault;

import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.DialectOfPath;
import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Failure;
import dev.millrace.dialect.FieldFault;
import dev.millrace.fault.Fault;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A fault as whoever called this path understands it: in its protocol's words, or in our own.
 *
 * @param headers besides those that every answer has
 * @param body to be written as JSON
 */
public record ToldFault(int status, Map<String, String> headers, Object body) {
  private static final String ANTHROPIC_REQUEST_ID = "request-id";

  public static ToldFault of(Fault fault, HttpServerRequest request, CorrelationId call) {
    return DialectOfPath.of(request)
        .map(dialect -> in(dialect, fault, request, call))
        .orElseGet(() -> natively(FaultReply.of(fault, call)));
  }

  private static ToldFault natively(FaultReply reply) {
    return new ToldFault(reply.status(), reply.headers(), reply.envelope());
  }

  private static ToldFault in(
      Dialect dialect, Fault fault, HttpServerRequest request, CorrelationId call) {
    var failure = failure(fault, call);
    var headers = new LinkedHashMap<>(FaultReply.headers(failure.status(), fault));
    headers.putAll(callHeaders(request, call));
    return new ToldFault(failure.status(), headers, dialect.error(failure));
  }

  /** By which the clients of this path know a call, beside the header that every answer has. */
  public static Map<String, String> callHeaders(HttpServerRequest request, CorrelationId call) {
    boolean isAnthropics =
        DialectOfPath.of(request).filter(dialect -> dialect == Dialects.ANTHROPIC).isPresent();
    return isAnthropics ? Map.of(ANTHROPIC_REQUEST_ID, call.value()) : Map.of();
  }

  /** What a protocol's error says. */
  public static Failure failure(Fault fault, CorrelationId call) {
    return new Failure(
        FaultStatus.inOtherProtocols(fault.code()),
        fault.code().name(),
        fault.message(),
        field(fault),
        call.value());
  }

  private static Optional<String> field(Fault fault) {
    var named = Optional.ofNullable(fault.details().get(FieldFault.PARAM));
    return named.or(
        () ->
            fault.validationErrors().stream()
                .findFirst()
                .map(error -> String.join(".", error.path())));
  }

  /** The answer of a JAX-RS resource. */
  public Response toResponse() {
    var response = Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
    headers.forEach(response::header);
    return response.build();
  }
}
