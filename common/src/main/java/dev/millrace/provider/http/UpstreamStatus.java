package dev.millrace.provider.http;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import java.time.Duration;
import java.util.Optional;

/**
 * The one place where an upstream's HTTP status becomes a fault.
 *
 * <p>503 and 529 count as busy, not as broken: RFC 9110 means overload or maintenance by 503, gives
 * it a Retry-After, and both pass by waiting.
 */
public final class UpstreamStatus {
  private UpstreamStatus() {}

  /**
   * What a status other than 2xx stands for.
   *
   * @param said the upstream's own words, without secrets; shown only when it rejects the input
   */
  public static Fault faultOf(int status, Optional<Duration> retryAfter, String said) {
    var code = codeOf(status);
    var fault = Fault.of(code, messageOf(code, status, said));
    return retryAfter.map(fault::retryAfter).orElse(fault);
  }

  static FaultCode codeOf(int status) {
    return switch (status) {
      case 401, 402, 403, 407 -> FaultCode.PROVIDER_REFUSED_US;
      case 429, 503, 529 -> FaultCode.PROVIDER_BUSY;
      case 408, 504, 524 -> FaultCode.PROVIDER_TIMED_OUT;
      default ->
          status >= 400 && status < 500 ? FaultCode.PROVIDER_REJECTED : FaultCode.PROVIDER_BROKEN;
    };
  }

  private static String messageOf(FaultCode code, int status, String said) {
    return switch (code) {
      case PROVIDER_REFUSED_US ->
          "The provider refuses our key or our account (status %d).".formatted(status);
      case PROVIDER_BUSY -> "The provider has no room now (status %d).".formatted(status);
      case PROVIDER_TIMED_OUT -> "The provider did not end in time (status %d).".formatted(status);
      case PROVIDER_REJECTED ->
          said.isEmpty()
              ? "The provider rejects the input (status %d).".formatted(status)
              : "The provider rejects the input (status %d): %s".formatted(status, said);
      default -> "The provider is broken (status %d).".formatted(status);
    };
  }
}
