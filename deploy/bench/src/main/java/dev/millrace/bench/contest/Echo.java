package dev.millrace.bench.contest;

/** What all contestants are sent. */
public final class Echo {
  /** Some 300 bytes. */
  public static final String BODY = "{\"n\":1,\"text\":\"%s\"}".formatted("x".repeat(280));

  private Echo() {}
}
