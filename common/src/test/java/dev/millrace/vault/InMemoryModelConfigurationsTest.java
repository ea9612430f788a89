package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.request.Basis.Payer;
import dev.millrace.request.RequestId;
import dev.millrace.vault.ModelConfigurations.Run;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

class InMemoryModelConfigurationsTest extends ModelConfigurationsContract {
  private final InMemoryModelConfigurations configurations = new InMemoryModelConfigurations();

  @Override
  protected ModelConfigurations configurations() {
    return configurations;
  }

  @Override
  protected AccountId account() {
    var account = new AccountId(UUID.randomUUID());
    configurations.open(account);
    return account;
  }

  @Override
  protected void followed(
      RequestId request, AccountId account, UUID configuration, Money charged, Usage usage) {
    configurations.followed(
        configuration,
        new Run(
            request,
            new ModelName("local", "echo"),
            Payer.PLATFORM,
            charged,
            Optional.of(usage),
            Optional.of(usage.providerTime()),
            Instant.now()));
  }
}
