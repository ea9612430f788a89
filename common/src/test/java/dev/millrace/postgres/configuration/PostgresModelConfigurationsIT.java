package dev.millrace.postgres.configuration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.money.UsageJson;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.vault.ModelConfigurations;
import dev.millrace.vault.ModelConfigurationsContract;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresModelConfigurationsIT extends ModelConfigurationsContract {
  private static final Database DATABASE = Database.shared();

  /** Where no other test has dispatched anything. */
  private static final AtomicLong OFFSETS = new AtomicLong(1L << 50);

  private final ModelConfigurations configurations =
      new PostgresModelConfigurations(DATABASE.pool());

  @Override
  protected ModelConfigurations configurations() {
    return configurations;
  }

  @Override
  protected AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    DATABASE.run(
        "insert into account (id, name, plan, created_at) values ($1, 'ann', 'free', now())",
        id.value());
    return id;
  }

  @Override
  protected void followed(
      RequestId request, AccountId account, UUID configuration, Money charged, Usage usage) {
    DATABASE.run(
        """
        insert into request (id, account_id, model, lane, status, dispatch_partition, dispatch_offset,
                             held, charged, rate_card, usage, provider_millis, created_at, finished_at,
                             correlation_id, model_config_id)
        values ($1, $2, 'local/echo', 'normal', 'COMPLETED', 0, $3, $4, $4, 'card', $5::text::jsonb, $6,
                now(), now(), 'test', $7)
        """,
        request.value(),
        account.value(),
        OFFSETS.incrementAndGet(),
        charged.nanos(),
        UsageJson.write(usage),
        usage.providerTime().toMillis(),
        configuration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'', 'local/chat', '{}'",
        "'local', '', '{}'",
        "'local', 'local/chat', '[]'",
        "'local', 'local/chat', jsonb_build_object('stop', repeat('a', 40000))"
      })
  void theSchemaRefusesNonsense(String nonsense) {
    var account = account();

    assertThatThrownBy(
            () ->
                DATABASE.run(
                    """
                    insert into model_config (id, account_id, provider, model_id, settings, is_enabled,
                                              is_default, created_at, updated_at)
                    values (uuidv7(), $1, %s, true, false, now(), now())
                    """
                        .formatted(nonsense),
                    account.value()))
        .hasMessageContaining("model_config_");
  }
}
