package dev.millrace.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.account.AccountId;
import dev.millrace.id.UuidV7;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.SecretLabel;
import dev.millrace.secret.TestSealer;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ProviderKeys promises. */
public abstract class ProviderKeysContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final int MANY = 100;

  private final Sealer sealer = TestSealer.under("main");
  private AccountId account;

  protected abstract ProviderKeys keys();

  protected abstract AccountId account(String name);

  /** A key of the account. */
  protected abstract UUID apiKey(AccountId owner);

  @BeforeEach
  void anAccount() {
    account = account("ann");
  }

  private KeyDraft aKey(String name) {
    return KeyDraft.of(account, UuidV7.next(NOW, ThreadLocalRandom.current()), "openai")
        .named(name)
        .holding("sk-" + name + "-0123456789", sealer);
  }

  private KeptKey kept(KeyDraft draft) {
    var key = draft.done(NOW);
    assertThat(wait(keys().create(key, MANY))).isEqualTo(Made.APPLIED);
    return key;
  }

  private List<KeptKey> list() {
    return wait(keys().list(account));
  }

  private KeptKey stored(UUID id) {
    return list().stream().filter(kept -> kept.key().id().equals(id)).findFirst().orElseThrow();
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  @Test
  void aKeyIsFoundAsItWasMade() {
    var made =
        kept(
            aKey("all")
                .onlyFor(Optional.of(apiKey(account)))
                .active(false)
                .isDefault(true)
                .at(Optional.of(URI.create("https://models.example.com/v1")))
                .models(List.of("llama-3", "qwen"))
                .labelled(new SecretLabel(SecretLabel.Audience.AGENTS, Optional.of("of the team")))
                .settings(JsonNodeFactory.instance.objectNode().put("region", "eu")));

    var found = list();

    assertThat(found).singleElement().usingRecursiveComparison().isEqualTo(made);
    assertThat(wait(keys().find(account, made.key().id())))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(made.key());
    assertThat(sealer.open(account, made.key().id(), found.getFirst().key().sealed()))
        .isEqualTo("sk-all-0123456789");
  }

  @Test
  void theKeysOfOthersAreNotFound() {
    var made = kept(aKey("mine"));
    var bob = account("bob");

    assertThat(wait(keys().find(bob, made.key().id()))).isEmpty();
    assertThat(wait(keys().list(bob))).isEmpty();
    assertThat(wait(keys().delete(bob, made.key().id()))).isFalse();
    assertThat(list()).hasSize(1);
  }

  @Test
  void aNameIsUniqueWithinItsAccount() {
    kept(aKey("one"));

    assertThat(wait(keys().create(aKey("one").done(NOW), MANY))).isEqualTo(Made.NAME_TAKEN);
    account = account("bob");
    assertThat(wait(keys().create(aKey("one").done(NOW), MANY))).isEqualTo(Made.APPLIED);
  }

  @Test
  void anAccountKeepsNoMoreThanItMay() {
    kept(aKey("one"));

    assertThat(wait(keys().create(aKey("two").isDefault(true).done(NOW), 1)))
        .isEqualTo(Made.TOO_MANY);
    assertThat(list()).hasSize(1);
  }

  @Test
  void aKeyThatIsRefusedTakesNobodysPlace() {
    var usual = kept(aKey("one").isDefault(true));

    var refused = wait(keys().create(aKey("two").isDefault(true).done(LATER), 1));

    assertThat(refused).isEqualTo(Made.TOO_MANY);
    assertThat(stored(usual.key().id()).key().isDefault()).isTrue();
  }

  @Test
  void manyWhoMakeKeysAtOnceDoNotGoBeyondTheLimit() {
    var made =
        wait(
            Uni.join()
                .all(
                    IntStream.range(0, 8)
                        .mapToObj(at -> keys().create(aKey("k" + at).done(NOW), 3))
                        .toList())
                .andFailFast());

    assertThat(made).filteredOn(Made.APPLIED::equals).hasSize(3);
    assertThat(list()).hasSize(3);
  }

  @Test
  void whatBecomesTheDefaultTakesTheOldOnesPlace() {
    var first = kept(aKey("first").isDefault(true));
    var second = kept(aKey("second").isDefault(true));

    assertThat(stored(first.key().id()).key().isDefault()).isFalse();
    assertThat(stored(second.key().id()).key().isDefault()).isTrue();

    var old = stored(first.key().id());
    var changed = wait(keys().update(old, KeyDraft.from(old).isDefault(true).done(LATER)));
    assertThat(changed).isEqualTo(Made.APPLIED);
    assertThat(list())
        .filteredOn(kept -> kept.key().isDefault())
        .extracting(kept -> kept.key().name())
        .containsExactly("first");
  }

  @Test
  void eachApiKeyHasADefaultOfItsOwnAndItComesFirst() {
    var forAll = kept(aKey("all").isDefault(true));
    var forOne = kept(aKey("one").isDefault(true).onlyFor(Optional.of(apiKey(account))));

    assertThat(list())
        .extracting(kept -> kept.key().id())
        .containsExactly(forOne.key().id(), forAll.key().id());
    assertThat(list()).allMatch(kept -> kept.key().isDefault());
  }

  @Test
  void anotherVersionReplacesTheOldOne() {
    var before = kept(aKey("old"));
    var after =
        KeyDraft.from(before)
            .named("new")
            .active(false)
            .models(List.of("a"))
            .holding("sk-another-secret", sealer)
            .done(LATER);

    assertThat(wait(keys().update(before, after))).isEqualTo(Made.APPLIED);

    assertThat(list()).singleElement().usingRecursiveComparison().isEqualTo(after);
    assertThat(sealer.open(account, before.key().id(), list().getFirst().key().sealed()))
        .isEqualTo("sk-another-secret");
  }

  @Test
  void nobodyChangesWhatSomebodyElseChangedMeanwhile() {
    var before = kept(aKey("old"));
    wait(keys().update(before, KeyDraft.from(before).named("mine").done(LATER)));

    var late = wait(keys().update(before, KeyDraft.from(before).named("yours").done(LATER)));

    assertThat(late).isEqualTo(Made.CHANGED);
    assertThat(list()).extracting(kept -> kept.key().name()).containsExactly("mine");
  }

  @Test
  void aKeyIsNotRenamedToAnotherOnesName() {
    kept(aKey("one"));
    var two = kept(aKey("two"));

    assertThat(wait(keys().update(two, KeyDraft.from(two).named("one").done(LATER))))
        .isEqualTo(Made.NAME_TAKEN);
  }

  @Test
  void aTestIsNotedUnlessTheKeyWasChangedMeanwhile() {
    var read = kept(aKey("one"));

    wait(keys().tested(read, new KeptKey.Tested(LATER, true)));
    assertThat(list().getFirst().tested()).contains(new KeptKey.Tested(LATER, true));

    wait(keys().update(read, KeyDraft.from(read).holding("sk-another-one", sealer).done(LATER)));
    wait(keys().tested(read, new KeptKey.Tested(LATER, true)));
    assertThat(list().getFirst().tested()).isEmpty();
  }

  @Test
  void aDeletedKeyIsGone() {
    var made = kept(aKey("one"));

    assertThat(wait(keys().delete(account, made.key().id()))).isTrue();
    assertThat(wait(keys().delete(account, made.key().id()))).isFalse();
    assertThat(wait(keys().find(account, made.key().id()))).isEmpty();
    assertThat(wait(keys().update(made, KeyDraft.from(made).done(LATER)))).isEqualTo(Made.CHANGED);
  }

  @Test
  void aKeyThatNoRequestWentByWasNotUsed() {
    var made = kept(aKey("one"));

    assertThat(wait(keys().uses(List.of(made.key().id()))))
        .containsEntry(made.key().id(), ProviderKeys.Use.NONE);
    assertThat(wait(keys().uses(List.of()))).isEmpty();
  }

  @Test
  void theProfileOfAnAccountHasItsKeys() {
    var made = kept(aKey("one").isDefault(true));

    var profile = wait(new JointProfiles(keys(), new InMemoryModelConfigurations()).of(account));

    assertThat(profile.usualKey("openai", UUID.randomUUID()).map(ProviderKey::id))
        .contains(made.key().id());
  }
}
