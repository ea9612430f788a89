package dev.millrace.postgres.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.id.UuidV7;
import dev.millrace.postgres.SealColumns;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.MasterKeys;
import dev.millrace.secret.NamedSecret;
import dev.millrace.secret.NamedSecret.Kind;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.SecretLabel;
import dev.millrace.secret.TestSealer;
import dev.millrace.testing.Database;
import dev.millrace.vault.NamedSecrets;
import dev.millrace.vault.ProviderKeys;
import dev.millrace.vault.Seals;
import dev.millrace.vault.Seals.Rewrapped;
import dev.millrace.vault.Seals.Stored;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresSealsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** With nothing in it but what these tests seal. */
  private static final Database DATABASE = Database.apart("seals");

  private final byte[] old = TestSealer.masterKey();
  private final byte[] fresh = TestSealer.masterKey();
  private final Sealer before = new Sealer(new MasterKeys(Map.of("old", old), "old"));
  private final Sealer between =
      new Sealer(new MasterKeys(Map.of("old", old, "new", fresh), "new"));
  private final Sealer after = new Sealer(new MasterKeys(Map.of("new", fresh), "new"));

  private final ProviderKeys keys = new PostgresProviderKeys(DATABASE.pool());
  private final NamedSecrets secrets = new PostgresNamedSecrets(DATABASE.pool());
  private final Seals seals = new PostgresSeals(DATABASE.pool());
  private AccountId account;

  @BeforeEach
  void nothingIsThere() {
    DATABASE.run("delete from provider_key");
    DATABASE.run("delete from secret");
    DATABASE.run("delete from webhook_secret");
    account = Owners.account(DATABASE, "ann");
  }

  private UUID aKey(String name) {
    var id = UuidV7.next(NOW, ThreadLocalRandom.current());
    var key =
        KeyDraft.of(account, id, "openai").named(name).holding("key " + name, before).done(NOW);
    wait(keys.create(key, 10));
    return id;
  }

  private UUID aSecret(String name) {
    var id = UuidV7.next(NOW, ThreadLocalRandom.current());
    wait(
        secrets.create(
            new NamedSecret(
                id,
                account,
                Optional.empty(),
                name,
                Kind.CUSTOM,
                SecretLabel.NONE,
                before.seal(account, id, "secret " + name),
                NOW,
                NOW),
            10));
    return id;
  }

  private UUID aWebhookSecret(String text) {
    var id = UuidV7.next(NOW, ThreadLocalRandom.current());
    var sealed = before.seal(account, id, text);
    DATABASE.run(
        "insert into webhook_secret (account_id, id, master_key, wrapped_key, ciphertext, created_at)"
            + " values ($1, $2, $3, $4, $5, now())",
        account.value(),
        id,
        sealed.masterKey(),
        Buffer.buffer(sealed.wrappedKey()),
        Buffer.buffer(sealed.ciphertext()));
    return id;
  }

  private Rewrapped rewrapped(Stored stored) {
    return new Rewrapped(stored, between.rewrap(stored.account(), stored.id(), stored.sealed()));
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  @Test
  void everythingGoesUnderTheNewMasterKey() {
    var key = aKey("one");
    var secret = aSecret("TWO");
    var webhooks = aWebhookSecret("whsec_three");
    assertThat(wait(seals.countNotUnder("new"))).isEqualTo(3);

    var found = wait(seals.notUnder("new", Optional.empty(), 10));
    var stored = wait(seals.rewrap(found.stream().map(this::rewrapped).toList()));

    assertThat(stored).isEqualTo(3);
    assertThat(wait(seals.countNotUnder("new"))).isZero();
    var row = DATABASE.run("select * from webhook_secret where id = $1", webhooks).getFirst();
    assertThat(after.open(account, webhooks, SealColumns.sealed(row))).isEqualTo("whsec_three");
    assertThat(after.open(account, key, wait(keys.list(account)).getFirst().key().sealed()))
        .isEqualTo("key one");
    assertThat(after.open(account, secret, wait(secrets.list(account)).getFirst().sealed()))
        .isEqualTo("secret TWO");
  }

  @Test
  void whatLiesUnderTheMasterKeyAlreadyIsNotFound() {
    aKey("one");

    assertThat(wait(seals.notUnder("old", Optional.empty(), 10))).isEmpty();
    assertThat(wait(seals.countNotUnder("old"))).isZero();
  }

  @Test
  void theyComeInPartsEachOnce() {
    var ids = List.of(aKey("one"), aSecret("TWO"), aKey("three")).stream().sorted().toList();

    var first = wait(seals.notUnder("new", Optional.empty(), 2));
    var rest = wait(seals.notUnder("new", Optional.of(first.getLast().id()), 2));

    assertThat(first).hasSize(2);
    assertThat(rest).hasSize(1);
    assertThat(List.of(first.getFirst().id(), first.getLast().id(), rest.getFirst().id()))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aSecretThatWasExchangedMeanwhileStays() {
    var id = aKey("one");
    var found = wait(seals.notUnder("new", Optional.empty(), 10));
    var read = wait(keys.list(account)).getFirst();
    wait(keys.update(read, KeyDraft.from(read).holding("another", between).done(NOW)));

    assertThat(wait(seals.rewrap(found.stream().map(this::rewrapped).toList()))).isZero();

    assertThat(after.open(account, id, wait(keys.list(account)).getFirst().key().sealed()))
        .isEqualTo("another");
  }
}
