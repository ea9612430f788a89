package dev.millrace.api.queue;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.Terms;

/** What strangers who come through the browser proxy may not ask for in the operator's name. */
final class VisitorTerms {
  private VisitorTerms() {}

  /** Fails with {@link FaultCode#FORBIDDEN}. */
  static void check(Terms terms) {
    if (terms.webhook().isPresent()) {
      throw new FaultException(
          FaultCode.FORBIDDEN,
          "pages may not name a webhook: it would make us call whom a stranger names; follow the"
              + " request by its status instead");
    }
    if (terms.shared()) {
      throw new FaultException(
          FaultCode.FORBIDDEN,
          "pages may not publish a request: what every key may read is for the operator to say;"
              + " leave public out");
    }
  }
}
