package dev.millrace.api.admin;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** Bodies that must be there. */
final class Bodies {
  private Bodies() {}

  /** REST gives null for an empty body, and for the JSON {@code null}. */
  static <T> T required(T body) {
    if (body == null) {
      throw new FaultException(FaultCode.MALFORMED, "the body is empty; send a JSON object");
    }
    return body;
  }
}
