package dev.millrace.api.http.quirk;

import dev.millrace.fault.FaultCode;
import dev.millrace.request.RequestStatus;
import java.util.Locale;

/** How fal's clients call what we call by other names. */
public final class FalWords {
  private FalWords() {}

  /** There are three statuses; an end is COMPLETED, whichever it is. */
  public static RequestStatus status(RequestStatus status) {
    return status.isTerminal() ? RequestStatus.COMPLETED : status;
  }

  /**
   * @param code ours, as {@code details.code} has it; null when nothing failed
   */
  public static String errorType(String code) {
    if (code == null) {
      return null;
    }
    if (code.equals(FaultCode.CANCELLED.name())) {
      return "client_cancelled";
    }
    if (code.equals(FaultCode.DEADLINE_EXCEEDED.name())
        || code.equals(FaultCode.PROVIDER_TIMED_OUT.name())) {
      return "request_timeout";
    }
    return code.toLowerCase(Locale.ROOT);
  }
}
