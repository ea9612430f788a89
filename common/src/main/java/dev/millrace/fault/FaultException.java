package dev.millrace.fault;

/** Carries a fault out of a pipeline to the edge that answers it. It has no stack trace. */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  public FaultException(Fault fault) {
    super(fault.code() + ": " + fault.message(), null, false, false);
    this.fault = fault;
  }

  public FaultException(FaultCode code, String message) {
    this(Fault.of(code, message));
  }

  public Fault fault() {
    return fault;
  }
}
