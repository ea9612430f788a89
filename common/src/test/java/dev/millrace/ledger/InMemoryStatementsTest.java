package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import java.util.UUID;

class InMemoryStatementsTest extends StatementsContract {
  private final InMemoryStatements statements = new InMemoryStatements();
  private long ids;

  @Override
  protected Statements statements() {
    return statements;
  }

  @Override
  protected AccountId anAccount() {
    return new AccountId(UUID.randomUUID());
  }

  @Override
  protected void write(AccountId account, LedgerEntry entry) {
    statements.write(
        account,
        new LedgerEntry(
            ++ids,
            entry.at(),
            entry.kind(),
            entry.amount(),
            entry.released(),
            entry.request(),
            entry.rateCard(),
            entry.reason()));
  }
}
