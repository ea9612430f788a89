package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

class InMemoryAccountsTest extends AccountsContract {
  private final InMemoryAccounts accounts = new InMemoryAccounts();

  @Override
  protected Accounts accounts() {
    return accounts;
  }

  @Override
  protected Uni<List<LedgerEntry>> entriesOf(AccountId account) {
    return Uni.createFrom().item(accounts.entriesOf(account));
  }

  @Override
  protected RequestId charged(AccountId account, Money charge, String rateCard) {
    return accounts.charged(account, charge, rateCard, Instant.now());
  }

  @Override
  protected RequestId held(AccountId account, Money hold) {
    return accounts.held(account, hold, Instant.now());
  }

  @Override
  protected <T> T await(Supplier<Uni<T>> uni) {
    return uni.get().await().atMost(Duration.ofSeconds(5));
  }
}
