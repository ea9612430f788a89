package dev.millrace.secret;

/** Says why a sealed secret could not be opened; never what it is. */
public final class UnopenedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnopenedException(String message, Throwable cause) {
    super(message, cause);
  }
}
