package dev.millrace.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.StatementQuery;
import dev.millrace.ledger.Accounts;
import dev.millrace.ledger.AccountsContract;
import dev.millrace.ledger.Statements;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The adapter is tested where an application is, since it needs one around it. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class PostgresAccountsIT extends AccountsContract {
  private static final int MORE_THAN_THERE_ARE = 1000;

  @Inject Accounts accounts;
  @Inject Statements statements;

  /** Who follows a response, or counts tokens, is on no event loop. */
  @Test
  void anAccountIsFoundFromAnyThread() {
    var nobody = new AccountId(UUID.randomUUID());

    assertThat(accounts.find(nobody).await().atMost(Duration.ofSeconds(20))).isEmpty();
  }

  @Override
  protected Accounts accounts() {
    return accounts;
  }

  @Override
  protected Uni<List<LedgerEntry>> entriesOf(AccountId account) {
    return statements.entries(
        account, StatementQuery.EVERYTHING, Optional.empty(), MORE_THAN_THERE_ARE);
  }

  @Override
  protected RequestId charged(AccountId account, Money charge, String rateCard) {
    return MadeRequests.completed(account, charge, rateCard);
  }

  @Override
  protected RequestId held(AccountId account, Money hold) {
    return MadeRequests.queued(account, hold);
  }

  @Override
  protected <T> T await(Supplier<Uni<T>> uni) {
    try {
      return VertxContextSupport.subscribeAndAwait(uni);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
