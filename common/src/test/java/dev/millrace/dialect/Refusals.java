package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests of bad bodies ask about. */
public final class Refusals {
  private Refusals() {}

  /** The fault that a call throws; a call that throws none fails the test. */
  public static Fault of(ThrowingCallable call) {
    return catchThrowableOfType(FaultException.class, call).fault();
  }

  /** The code of a fault and the caller's field that it names, such as {@code MALFORMED input}. */
  public static String said(ThrowingCallable call) {
    var fault = of(call);
    return fault.code() + " " + fault.details().get(FieldFault.PARAM);
  }
}
