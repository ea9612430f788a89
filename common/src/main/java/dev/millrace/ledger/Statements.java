package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.StatementQuery;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Accounts' entries, read in parts. Contract: StatementsContract; every adapter passes it. */
public interface Statements {
  /**
   * The next entries in the order asked for. Costs no more for a part in the middle than for the
   * first. Fails only when the database does not answer.
   *
   * @param toldLast where the part before this one ended; empty for the first
   */
  Uni<List<LedgerEntry>> entries(
      AccountId account, StatementQuery query, Optional<StatementQuery.Place> toldLast, int limit);
}
