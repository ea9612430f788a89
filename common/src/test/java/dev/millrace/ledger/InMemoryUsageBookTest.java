package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.UsageTally;
import dev.millrace.model.ModelName;
import java.time.LocalDate;
import java.util.UUID;

class InMemoryUsageBookTest extends UsageBookContract {
  private final InMemoryUsageBook book = new InMemoryUsageBook();

  @Override
  protected UsageBook book() {
    return book;
  }

  @Override
  protected AccountId anAccount() {
    return new AccountId(UUID.randomUUID());
  }

  @Override
  protected UUID aKey(AccountId account, String name) {
    var key = UUID.randomUUID();
    book.key(key, account, name);
    return key;
  }

  @Override
  protected void count(AccountId account, LocalDate day, UUID key, String model, UsageTally tally) {
    book.count(account, day, key, ModelName.parse(model).orElseThrow(), tally);
  }
}
