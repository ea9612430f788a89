package dev.millrace.ledger.audit;

import java.time.Duration;

/** An audit did not end within its time; it found out nothing and changed nothing. */
public final class AuditRanOut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AuditRanOut(Duration within) {
    super("the audit did not end within %s".formatted(within));
  }
}
