package dev.millrace.postgres.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.id.UuidV7;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.TestSealer;
import dev.millrace.testing.Database;
import dev.millrace.vault.Made;
import dev.millrace.vault.ProviderKeys;
import dev.millrace.vault.ProviderKeysContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresProviderKeysIT extends ProviderKeysContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Database DATABASE = Database.shared();

  private final ProviderKeys keys = new PostgresProviderKeys(DATABASE.pool());

  @Override
  protected ProviderKeys keys() {
    return keys;
  }

  @Override
  protected AccountId account(String name) {
    return Owners.account(DATABASE, name);
  }

  @Override
  protected UUID apiKey(AccountId owner) {
    return Owners.apiKey(DATABASE, owner);
  }

  @Test
  void requestsThatWentByAKeyAreCounted() {
    var account = account("ann");
    var key = UUID.randomUUID();
    request(account, key, "2026-03-01T12:00:00Z");
    request(account, key, "2026-03-01T13:00:00Z");

    assertThat(keys.uses(List.of(key)).await().atMost(SOON).get(key))
        .satisfies(
            use -> {
              assertThat(use.requests()).isEqualTo(2);
              assertThat(use.last()).contains(Instant.parse("2026-03-01T13:00:00Z"));
            });
  }

  private static void request(AccountId account, UUID key, String at) {
    DATABASE.run(
        """
        insert into request (id, account_id, model, lane, status, dispatch_partition, dispatch_offset,
                             held, rate_card, created_at, correlation_id, payer, provider_key_id)
        values ($1, $2, 'test/chat', 'normal', 'IN_QUEUE', 0, 0, 0, 'free', $4::text::timestamptz, 'c', 'account', $3)
        """,
        UuidV7.next(Instant.parse(at), ThreadLocalRandom.current()),
        account.value(),
        key,
        at);
  }

  @Test
  void aChangeLeavesTheSecretAsItLiesThereByNow() {
    var account = account("ann");
    var before =
        KeyDraft.of(account, UUID.randomUUID(), "openai")
            .named("one")
            .holding("sk-0123456789", TestSealer.under("old"))
            .done(Instant.parse("2026-03-01T12:00:00Z"));
    keys.create(before, 1).await().atMost(SOON);
    DATABASE.run("update provider_key set master_key = 'new' where id = $1", before.key().id());

    var changed =
        keys.update(before, KeyDraft.from(before).named("two").done(before.key().createdAt()))
            .await()
            .atMost(SOON);

    assertThat(changed).isEqualTo(Made.APPLIED);
    assertThat(keys.list(account).await().atMost(SOON).getFirst().key().sealed().masterKey())
        .isEqualTo("new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name = ''",
        "provider = 'Open AI'",
        "provider = 'openai-compatible'",
        "preview = 'sk-0123456789'",
        "base_url = ''",
        "models = array[null::text]",
        "models = array_fill('a'::text, array[1001])",
        "audience = 'everybody'",
        "settings = '[]'",
        "master_key = ''",
        "wrapped_key = 'x'",
        "ciphertext = 'x'",
        "tested_at = now()"
      })
  void theSchemaRefusesNonsense(String nonsense) {
    var key =
        KeyDraft.of(account("ann"), UUID.randomUUID(), "openai")
            .named("one")
            .holding("sk-0123456789", TestSealer.under("main"))
            .done(Instant.parse("2026-03-01T12:00:00Z"));
    keys.create(key, 1).await().atMost(SOON);

    assertThatThrownBy(
            () ->
                DATABASE.run(
                    "update provider_key set " + nonsense + " where id = $1", key.key().id()))
        .hasMessageContaining("provider_key_");
  }
}
