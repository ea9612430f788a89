package dev.millrace.postgres.till;

/** This node was taken for dead: it holds nothing more, and has to begin anew. */
final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FencedException() {
    super("this node was taken for dead", null, false, false);
  }
}
