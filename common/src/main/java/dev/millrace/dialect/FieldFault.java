package dev.millrace.dialect;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** Refuses a field of a caller's body, by its path. */
public final class FieldFault {
  /** The detail of a fault that names the field. */
  public static final String PARAM = "param";

  private FieldFault() {}

  /**
   * It is not as the protocol wants it.
   *
   * @param why goes on from the field's name, such as {@code must be a string}
   */
  public static FaultException malformed(String field, String why) {
    return of(FaultCode.MALFORMED, field, why);
  }

  /** The model's provider cannot be told of it; better than leaving it out in silence. */
  public static FaultException unsupported(String field, String why) {
    return of(FaultCode.FIELD_UNSUPPORTED, field, why);
  }

  /** The model's provider, which speaks another protocol, knows nothing like it. */
  public static FaultException unsupported(String field) {
    return unsupported(
        field, "has no counterpart at this model's provider; leave it out, or use another model");
  }

  private static FaultException of(FaultCode code, String field, String why) {
    return new FaultException(Fault.of(code, "'" + field + "' " + why).with(PARAM, field));
  }
}
