package dev.millrace.api.http;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** Bodies that must be there. */
public final class Bodies {
  private Bodies() {}

  /** REST gives null for an empty body, and for the JSON {@code null}. */
  public static <T> T required(T body) {
    if (body == null) {
      throw new FaultException(FaultCode.MALFORMED, "the body is empty; send a JSON object");
    }
    return body;
  }
}
