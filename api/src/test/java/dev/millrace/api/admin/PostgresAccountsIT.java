package dev.millrace.api.admin;

import dev.millrace.account.AccountId;
import dev.millrace.ledger.Accounts;
import dev.millrace.ledger.AccountsContract;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** The adapter is tested where an application is, since it needs one around it. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class PostgresAccountsIT extends AccountsContract {
  @Inject Accounts accounts;

  @Override
  protected Accounts accounts() {
    return accounts;
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
