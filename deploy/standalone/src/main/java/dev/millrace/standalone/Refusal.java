package dev.millrace.standalone;

/** The platform cannot start, for a reason that its user can mend. The message is all there is. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}
