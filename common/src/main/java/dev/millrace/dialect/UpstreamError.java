package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.List;
import java.util.Locale;

/**
 * What an upstream's error stands for that comes with status 200, or amid a stream. Its kind is
 * told by its type and code; its message is not quoted, for it may hold a key or a host.
 */
public final class UpstreamError {
  private static final List<String> OURS =
      List.of("api_key", "authenticat", "permission", "unauthorized", "quota", "billing");
  private static final List<String> BUSY =
      List.of(
          "rate_limit",
          "ratelimit",
          "overload",
          "too_many",
          "busy",
          "capacity",
          "unavailable",
          "exhausted");
  private static final List<String> REJECTED =
      List.of(
          "invalid",
          "badrequest",
          "bad_request",
          "notfound",
          "not_found",
          "content_policy",
          "content_filter",
          "length",
          "too_large");

  private UpstreamError() {}

  /**
   * The fault of an error whose {@code kinds} are such as its {@code type} and {@code code}, words
   * or statuses of HTTP; nodes that are neither say nothing.
   */
  public static FaultException of(JsonNode... kinds) {
    var code = code(kinds);
    return new FaultException(code, messageOf(code));
  }

  /** Some gateways write the status as text. */
  private static FaultCode code(JsonNode... kinds) {
    var words = new StringBuilder();
    for (var kind : kinds) {
      int status = kind.asInt(0);
      if (status >= 400 && status < 600) {
        return code(status);
      }
      words.append(kind.asText()).append(' ');
    }
    return code(words.toString().toLowerCase(Locale.ROOT));
  }

  private static FaultCode code(int status) {
    return switch (status) {
      case 401, 402, 403 -> FaultCode.PROVIDER_REFUSED_US;
      case 429, 503, 529 -> FaultCode.PROVIDER_BUSY;
      case 400, 404, 413, 422 -> FaultCode.PROVIDER_REJECTED;
      default -> FaultCode.PROVIDER_BROKEN;
    };
  }

  private static FaultCode code(String words) {
    if (OURS.stream().anyMatch(words::contains)) {
      return FaultCode.PROVIDER_REFUSED_US;
    }
    if (BUSY.stream().anyMatch(words::contains)) {
      return FaultCode.PROVIDER_BUSY;
    }
    return REJECTED.stream().anyMatch(words::contains)
        ? FaultCode.PROVIDER_REJECTED
        : FaultCode.PROVIDER_BROKEN;
  }

  private static String messageOf(FaultCode code) {
    return switch (code) {
      case PROVIDER_REFUSED_US -> "The provider refuses our key or our account.";
      case PROVIDER_BUSY -> "The provider has no room now.";
      case PROVIDER_REJECTED -> "The provider rejects the input.";
      default -> "The provider answered with an error.";
    };
  }
}
