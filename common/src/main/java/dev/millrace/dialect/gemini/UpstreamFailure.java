package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** What an upstream that answers with an error means. Its own words may hold secrets. */
final class UpstreamFailure {
  private UpstreamFailure() {}

  static FaultException of(JsonNode error) {
    return switch (error.path("status").asText()) {
      case "RESOURCE_EXHAUSTED", "UNAVAILABLE" -> busy();
      case "DEADLINE_EXCEEDED" ->
          new FaultException(
              FaultCode.PROVIDER_TIMED_OUT, "The provider did not finish its answer in time.");
      case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> rejected();
      case "UNAUTHENTICATED", "PERMISSION_DENIED" -> refusedUs();
      default -> byCode(error.path("code").asInt());
    };
  }

  private static FaultException byCode(int code) {
    return switch (code) {
      case 429, 503, 529 -> busy();
      case 400, 422 -> rejected();
      case 401, 403 -> refusedUs();
      default -> broken("broke its answer off with an error");
    };
  }

  private static FaultException busy() {
    return new FaultException(
        FaultCode.PROVIDER_BUSY, "The provider has no room for the call now; try it again later.");
  }

  private static FaultException rejected() {
    return new FaultException(
        FaultCode.PROVIDER_REJECTED, "The provider refuses what it was asked.");
  }

  private static FaultException refusedUs() {
    return new FaultException(
        FaultCode.PROVIDER_REFUSED_US, "The provider refuses the platform's key or account.");
  }

  static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider " + what + ".");
  }
}
