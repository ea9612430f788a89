package dev.millrace.api.http.fault;

import dev.millrace.api.http.CorrelationId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole answer to a fault, as values.
 *
 * @param headers besides those that every answer has
 */
public record FaultReply(int status, Map<String, String> headers, Envelope envelope) {
  private static final Duration SOON = Duration.ofSeconds(1);

  public static FaultReply of(Fault fault, CorrelationId call) {
    return withStatus(FaultStatus.of(fault.code()), fault, call);
  }

  /** For routes where a fault has another status than by itself, such as a failed result's 422. */
  public static FaultReply withStatus(int status, Fault fault, CorrelationId call) {
    return new FaultReply(status, headers(status, fault), Envelope.of(status, fault, call.value()));
  }

  static Map<String, String> headers(int status, Fault fault) {
    var headers = new LinkedHashMap<String, String>();
    if (isWorthRepeating(status, fault.code())) {
      var wait = fault.retryAfter().orElse(SOON);
      headers.put("Retry-After", Long.toString(wholeSeconds(wait)));
      headers.put("retry-after-ms", Long.toString(Math.max(1, wait.toMillis())));
    } else if (isDeterministic(status)) {
      headers.put("x-should-retry", "false");
    }
    if (status == 401) {
      headers.put("WWW-Authenticate", "Bearer realm=\"millrace\"");
    }
    return headers;
  }

  private static boolean isWorthRepeating(int status, FaultCode code) {
    return status == 429 || status == 503 || code == FaultCode.NOT_FINISHED;
  }

  private static boolean isDeterministic(int status) {
    return status >= 400 && status < 500 && status != 408;
  }

  /** Rounded up: a client that comes back early is refused again. */
  private static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
