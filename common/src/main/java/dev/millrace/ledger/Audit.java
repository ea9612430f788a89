package dev.millrace.ledger;

import dev.millrace.ledger.audit.AuditReport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Recomputes all money from what it follows from: balances and caps from the ledger, holds from the
 * requests in flight, charges from what was used and the rate card that priced it.
 */
public interface Audit {
  /**
   * Reads everything as it stands at one moment, changes nothing, and stops nobody. It takes half a
   * minute for each million requests; the caller runs one at a time.
   *
   * @param within fails with {@link dev.millrace.ledger.audit.AuditRanOut} when that is not enough
   */
  Uni<AuditReport> run(Duration within);
}
