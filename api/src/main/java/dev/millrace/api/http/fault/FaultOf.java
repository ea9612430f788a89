package dev.millrace.api.http.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;

/** Recognises what a failure means for the caller. Pure. */
public final class FaultOf {
  /** Deep enough for every library's wrapping, and an end to a chain that bites its tail. */
  private static final int DEEPEST = 16;

  private FaultOf() {}

  /** Never tells what it does not recognise: that goes to the log alone. */
  public static Fault of(Throwable failure) {
    var cause = failure;
    var web = Optional.<Fault>empty();
    for (int i = 0; i < DEEPEST && cause != null; i++, cause = cause.getCause()) {
      var known = recognised(cause);
      if (known.isPresent()) {
        return known.get();
      }
      web = web.isPresent() ? web : webFault(cause);
    }
    return web.orElseGet(FaultOf::unknown);
  }

  /**
   * Recognises what the router failed with.
   *
   * @param status what Vert.x would answer: 500 when it has no opinion, 200 when a body broke off,
   *     and another when it knows better than the failure does
   */
  static Fault of(Throwable failure, int status) {
    boolean knowsBetter = status >= 400 && status != 500;
    return knowsBetter || failure == null ? ofStatus(status) : of(failure);
  }

  private static Optional<Fault> recognised(Throwable cause) {
    return switch (cause) {
      case FaultException named -> Optional.of(named.fault());
      case JsonProcessingException json -> JsonFaults.of(json);
      case HttpClosedException gone -> Optional.of(hungUp());
      case StreamResetException gone -> Optional.of(hungUp());
      default -> EngineAway.saysSo(cause) ? Optional.of(engineAway()) : Optional.empty();
    };
  }

  /** Asked last: what REST says of a body that is no JSON is only "Bad Request". */
  private static Optional<Fault> webFault(Throwable cause) {
    return cause instanceof WebApplicationException web
        ? Optional.of(ofStatus(web.getResponse().getStatus()))
        : Optional.empty();
  }

  /** What a library means by answering with this status and no words of ours. */
  static Fault ofStatus(int status) {
    var code = FaultStatus.codeOf(status);
    return code == FaultCode.UNKNOWN ? unknown() : Fault.of(code, sentence(code));
  }

  private static String sentence(FaultCode code) {
    return switch (code) {
      case NOT_FOUND -> "there is nothing at this path";
      case METHOD_NOT_ALLOWED -> "this path does not answer to this method";
      case NOT_ACCEPTABLE -> "this path answers in none of the media types that Accept names";
      case MEDIA_TYPE_UNSUPPORTED ->
          "this path does not take this Content-Type; send application/json";
      case BODY_TOO_LARGE -> "the body is larger than this api reads";
      case URI_TOO_LONG -> "path and query are longer than this api reads";
      case OVERLOADED -> "the api does not take calls at the moment; repeat this one later";
      default -> "this call cannot be understood: " + code;
    };
  }

  /** Nobody reads this answer; it only keeps the log free of callers who leave. */
  private static Fault hungUp() {
    return Fault.of(FaultCode.MALFORMED, "the caller hung up before the call was whole");
  }

  private static Fault engineAway() {
    return Fault.of(
        FaultCode.ENGINE_UNAVAILABLE,
        "an engine behind the api does not answer; nothing was changed, repeat the call later");
  }

  private static Fault unknown() {
    return Fault.of(
        FaultCode.UNKNOWN,
        "something went wrong on our side; tell us the request_id if it happens again");
  }
}
