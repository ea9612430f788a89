package dev.millrace.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** An upstream's failures. Its words are not repeated: they may quote what is nobody's business. */
final class UpstreamError {
  private UpstreamError() {}

  /** The failure that an error body or event tells of. */
  static FaultException of(JsonNode error) {
    return switch (error.path("error").path("type").asText()) {
      case "overloaded_error", "rate_limit_error" ->
          new FaultException(FaultCode.PROVIDER_BUSY, "the provider says that it has no room now");
      case "invalid_request_error", "request_too_large" ->
          new FaultException(FaultCode.PROVIDER_REJECTED, "the provider refused the request");
      case "authentication_error", "permission_error", "billing_error" ->
          new FaultException(
              FaultCode.PROVIDER_REFUSED_US, "the provider refused the platform's own access");
      case "timeout_error" ->
          new FaultException(FaultCode.PROVIDER_TIMED_OUT, "the provider ran out of time");
      default -> broken("the provider failed while it answered");
    };
  }

  static FaultException broken(String message) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, message);
  }
}
