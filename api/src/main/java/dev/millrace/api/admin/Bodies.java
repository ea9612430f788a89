package dev.millrace.api.admin;

/** Bodies that must be there. */
final class Bodies {
  private Bodies() {}

  /** REST gives null for an empty body, and for the JSON {@code null}. */
  static <T> T required(T body) {
    return dev.millrace.api.http.Bodies.required(body);
  }
}
