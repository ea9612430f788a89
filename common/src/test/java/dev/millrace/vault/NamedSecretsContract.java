package dev.millrace.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.id.UuidV7;
import dev.millrace.secret.NamedSecret;
import dev.millrace.secret.NamedSecret.Kind;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.SecretLabel;
import dev.millrace.secret.SecretLabel.Audience;
import dev.millrace.secret.TestSealer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every NamedSecrets promises. */
public abstract class NamedSecretsContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final int MANY = 100;

  private final Sealer sealer = TestSealer.under("main");
  private AccountId account;

  protected abstract NamedSecrets secrets();

  protected abstract AccountId account(String name);

  /** A key of the account. */
  protected abstract UUID apiKey(AccountId owner);

  @BeforeEach
  void anAccount() {
    account = account("ann");
  }

  private NamedSecret aSecret(String name, Optional<UUID> onlyFor) {
    var id = UuidV7.next(NOW, ThreadLocalRandom.current());
    return new NamedSecret(
        id,
        account,
        onlyFor,
        name,
        Kind.TOOL,
        new SecretLabel(Audience.TOOLS, Optional.of("of the team")),
        sealer.seal(account, id, "value of " + name),
        NOW,
        NOW);
  }

  private NamedSecret kept(String name) {
    var secret = aSecret(name, Optional.empty());
    assertThat(wait(secrets().create(secret, MANY))).isEqualTo(Made.APPLIED);
    return secret;
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  @Test
  void aSecretIsListedAsItWasMade() {
    var made = kept("SERPER");

    var found = wait(secrets().list(account));

    assertThat(found).singleElement().usingRecursiveComparison().isEqualTo(made);
    assertThat(sealer.open(account, made.id(), found.getFirst().sealed()))
        .isEqualTo("value of SERPER");
  }

  @Test
  void secretsAreListedByName() {
    kept("B");
    kept("A");

    assertThat(wait(secrets().list(account)))
        .extracting(NamedSecret::name)
        .containsExactly("A", "B");
  }

  @Test
  void theSecretsOfOthersAreNotSeen() {
    kept("SERPER");
    var bob = account("bob");

    assertThat(wait(secrets().list(bob))).isEmpty();
    assertThat(wait(secrets().delete(bob, "SERPER", Optional.empty()))).isFalse();
  }

  @Test
  void aNameIsTakenForAllKeysOrForOne() {
    kept("SERPER");
    var key = Optional.of(apiKey(account));

    assertThat(wait(secrets().create(aSecret("SERPER", Optional.empty()), MANY)))
        .isEqualTo(Made.NAME_TAKEN);
    assertThat(wait(secrets().create(aSecret("SERPER", key), MANY))).isEqualTo(Made.APPLIED);
    assertThat(wait(secrets().create(aSecret("SERPER", key), MANY))).isEqualTo(Made.NAME_TAKEN);
  }

  @Test
  void anAccountKeepsNoMoreThanItMay() {
    kept("ONE");

    assertThat(wait(secrets().create(aSecret("TWO", Optional.empty()), 1)))
        .isEqualTo(Made.TOO_MANY);
  }

  @Test
  void anotherVersionReplacesTheOldOneOnce() {
    var before = kept("SERPER");
    var after =
        new NamedSecret(
            before.id(),
            account,
            before.onlyFor(),
            before.name(),
            Kind.CUSTOM,
            SecretLabel.NONE,
            sealer.seal(account, before.id(), "another"),
            NOW,
            LATER);

    assertThat(wait(secrets().update(before, after))).isEqualTo(Made.APPLIED);
    assertThat(wait(secrets().update(before, after))).isEqualTo(Made.CHANGED);

    assertThat(wait(secrets().list(account)))
        .singleElement()
        .usingRecursiveComparison()
        .isEqualTo(after);
  }

  @Test
  void aDeletedSecretIsGoneAndItsNamesakeStays() {
    kept("SERPER");
    var key = Optional.of(apiKey(account));
    wait(secrets().create(aSecret("SERPER", key), MANY));

    assertThat(wait(secrets().delete(account, "SERPER", key))).isTrue();
    assertThat(wait(secrets().delete(account, "SERPER", key))).isFalse();
    assertThat(wait(secrets().list(account)))
        .singleElement()
        .extracting(NamedSecret::onlyFor)
        .isEqualTo(Optional.empty());
  }
}
