package dev.millrace.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.millrace.dialect.UpstreamError;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** Google's words for how a call went, beside the status of HTTP. */
final class RpcStatus {
  private RpcStatus() {}

  static String word(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 402 -> "FAILED_PRECONDITION";
      case 403 -> "PERMISSION_DENIED";
      case 404, 410 -> "NOT_FOUND";
      case 408, 504 -> "DEADLINE_EXCEEDED";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 502, 503 -> "UNAVAILABLE";
      default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }

  /** What an upstream's error stands for. A key that is wrong is told as a wrong argument. */
  static FaultException fault(JsonNode error) {
    for (var detail : error.path("details")) {
      if (detail.path("reason").asText().startsWith("API_KEY")) {
        return UpstreamError.of(IntNode.valueOf(401));
      }
    }
    return UpstreamError.of(status(error));
  }

  private static JsonNode status(JsonNode error) {
    return switch (error.path("status").asText()) {
      case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> IntNode.valueOf(400);
      case "UNAUTHENTICATED" -> IntNode.valueOf(401);
      case "PERMISSION_DENIED" -> IntNode.valueOf(403);
      case "NOT_FOUND" -> IntNode.valueOf(404);
      case "RESOURCE_EXHAUSTED" -> IntNode.valueOf(429);
      case "UNAVAILABLE" -> IntNode.valueOf(503);
      default -> error.path("code");
    };
  }

  /** An upstream that does not keep to the protocol. */
  static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider " + what + ".");
  }
}
