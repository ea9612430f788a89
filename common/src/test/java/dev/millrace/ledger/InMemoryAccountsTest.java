package dev.millrace.ledger;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

class InMemoryAccountsTest extends AccountsContract {
  private final Accounts accounts = new InMemoryAccounts();

  @Override
  protected Accounts accounts() {
    return accounts;
  }

  @Override
  protected <T> T await(Supplier<Uni<T>> uni) {
    return uni.get().await().atMost(Duration.ofSeconds(5));
  }
}
