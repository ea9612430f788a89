package dev.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.IpRange;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.ModelPattern;
import dev.millrace.access.Scopes;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.KeyOwner;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.KeyRecord.Status;
import dev.millrace.account.Limits;
import dev.millrace.account.NewKey;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.ledger.ApiKeys.Made;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ApiKeys promises, and the key ring that sees the same keys. */
public abstract class ApiKeysContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MANY = 1000;

  /** Narrow in every respect. */
  private static final KeyTerms NARROW =
      new KeyTerms(
          new Scopes(Set.of("models:run", "files:*")),
          List.of(
              ModelPattern.parse("local/*").orElseThrow(), ModelPattern.parse("a/b").orElseThrow()),
          List.of(
              IpRange.parse("203.0.113.0/24").orElseThrow(),
              IpRange.parse("2001:db8::/32").orElseThrow()),
          new Limits(
              Optional.of(1L), Optional.of(2L), Optional.of(3L), Optional.of(4L), Optional.of(5)),
          Optional.of(NOW.plus(Duration.ofDays(1))));

  protected abstract ApiKeys keys();

  protected abstract KeyRing ring();

  /** An account without keys, on the plan free. */
  protected abstract AccountId account(String name);

  /** The caps of a key, as the ledger keeps them. */
  protected abstract KeyCaps capsOf(AccountId account, UUID key);

  private AccountId account;

  @BeforeEach
  void anAccount() {
    account = account("ann");
  }

  @Test
  void aKeyThatWasMadeIsFoundAsItWasMade() {
    var broad = made(aKey(KeyTerms.UNBOUNDED));
    var narrow = made(aKey(NARROW));

    assertThat(find(broad.id())).contains(broad.made("ann"));
    assertThat(find(narrow.id())).contains(narrow.made("ann"));
    assertThat(find(narrow.id()).orElseThrow().status(NOW)).isEqualTo(Status.ACTIVE);
    assertThat(find(narrow.id()).orElseThrow().status(NOW.plus(Duration.ofDays(1))))
        .isEqualTo(Status.EXPIRED);
  }

  @Test
  void theRingKnowsWhatAKeyMay() {
    var key = made(aKey(NARROW));

    assertThat(ownerOf(key))
        .contains(new KeyOwner(account, key.id(), ApiKey.Kind.LIVE, "free", NARROW));
  }

  @Test
  void aKeyOfAnotherAccountIsUnknown() {
    var key = made(aKey(KeyTerms.UNBOUNDED));
    var stranger = account("bob");

    assertThat(wait(keys().find(stranger, key.id()))).isEmpty();
    assertThat(wait(keys().revoke(stranger, key.id(), LATER))).isFalse();
    assertThat(wait(keys().list(stranger, Optional.empty(), true, 10))).isEmpty();
    assertThat(wait(keys().list(stranger, Optional.of(key.id()), true, 10))).isEmpty();
    assertThat(find(key.id()).orElseThrow().status(LATER)).isEqualTo(Status.ACTIVE);
  }

  @Test
  void noKeyIsMadeForAnAccountThatIsNotThere() {
    account = new AccountId(UUID.randomUUID());

    assertThat(create(aKey(KeyTerms.UNBOUNDED), MANY)).isEqualTo(Made.ACCOUNT_UNKNOWN);
  }

  @Test
  void keysAreListedLatestFirstInPartsWithoutRepeat() {
    var made =
        IntStream.range(0, 5)
            .mapToObj(second -> made(aKey(KeyTerms.UNBOUNDED, NOW.plusSeconds(second / 2))).id())
            .toList();

    var told = new ArrayList<KeyRecord>();
    for (var part = list(Optional.empty()); !part.isEmpty(); part = list(last(told))) {
      told.addAll(part);
    }

    assertThat(told).extracting(KeyRecord::id).containsExactlyInAnyOrderElementsOf(made);
    assertThat(told)
        .extracting(key -> key.history().createdAt())
        .isSortedAccordingTo((one, other) -> other.compareTo(one));
  }

  private static Optional<UUID> last(List<KeyRecord> told) {
    return Optional.of(told.getLast().id());
  }

  private List<KeyRecord> list(Optional<UUID> after) {
    return wait(keys().list(account, after, true, 2));
  }

  @Test
  void revokedKeysAreListedOnlyForWhoeverAsksForThem() {
    var revoked = made(aKey(KeyTerms.UNBOUNDED));
    var alive = made(aKey(KeyTerms.UNBOUNDED));
    wait(keys().revoke(account, revoked.id(), LATER));

    assertThat(wait(keys().list(account, Optional.empty(), false, 10)))
        .extracting(KeyRecord::id)
        .containsExactly(alive.id());
    assertThat(wait(keys().list(account, Optional.empty(), true, 10))).hasSize(2);
  }

  @Test
  void onlySoManyKeysAreMadeAsAnAccountMayHave() {
    var first = made(aKey(KeyTerms.UNBOUNDED));
    made(aKey(KeyTerms.UNBOUNDED));

    assertThat(create(aKey(KeyTerms.UNBOUNDED), 2)).isEqualTo(Made.TOO_MANY);

    wait(keys().revoke(account, first.id(), LATER));
    assertThat(create(aKey(KeyTerms.UNBOUNDED), 2)).isEqualTo(Made.APPLIED);
  }

  @Test
  void expiredKeysDoNotCount() {
    made(aKey(NARROW));

    assertThat(create(aKey(KeyTerms.UNBOUNDED, NOW.plus(Duration.ofDays(1))), 1))
        .isEqualTo(Made.APPLIED);
  }

  @Test
  void manyAtOnceDoNotGetPastTheMost() {
    var made =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    keys()
                        .create(aKey(KeyTerms.UNBOUNDED), 3)
                        .subscribeAsCompletionStage()
                        .orTimeout(30, TimeUnit.SECONDS))
            .toList();

    assertThat(made.stream().filter(one -> one.join() == Made.APPLIED)).hasSize(3);
  }

  @Test
  void aKeyIsMadeWithItsCaps() {
    var caps = new KeyCaps(Optional.of(Money.parse("1.5")), Optional.of(Money.parse("20")));
    var key = made(aKey(KeyTerms.UNBOUNDED, caps, NOW));

    assertThat(capsOf(account, key.id())).isEqualTo(caps);
    assertThat(capsOf(account, made(aKey(KeyTerms.UNBOUNDED)).id())).isEqualTo(KeyCaps.NONE);
    assertThat(caps.amount(Period.DAY)).contains(Money.parse("1.5"));
  }

  @Test
  void aChangedKeyIsFoundAsItWasChanged() {
    var before = found(made(aKey(KeyTerms.UNBOUNDED)));
    var label = new NewKey.Label("other", Optional.of("p-1"));

    assertThat(wait(keys().update(before, label, NARROW, LATER))).isTrue();

    var after = found(before.id());
    assertThat(after.name()).isEqualTo("other");
    assertThat(after.project()).contains("p-1");
    assertThat(after.terms()).isEqualTo(NARROW);
    assertThat(after.history().updatedAt()).isEqualTo(LATER);
    assertThat(wait(ring().ownerOf(after.sha256())).orElseThrow().terms()).isEqualTo(NARROW);
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotChanged() {
    var before = found(made(aKey(KeyTerms.UNBOUNDED)));
    var label = new NewKey.Label("other", Optional.empty());
    wait(keys().update(before, label, NARROW, LATER));

    assertThat(wait(keys().update(before, label, KeyTerms.UNBOUNDED, LATER.plusSeconds(1))))
        .isFalse();
    assertThat(found(before.id()).terms()).isEqualTo(NARROW);
  }

  @Test
  void aRevokedKeyStaysSoAndIsTold() {
    var key = made(aKey(KeyTerms.UNBOUNDED));

    assertThat(wait(keys().revoke(account, key.id(), LATER))).isTrue();
    assertThat(wait(keys().revoke(account, key.id(), LATER.plusSeconds(9)))).isFalse();

    var revoked = found(key.id());
    assertThat(revoked.status(LATER)).isEqualTo(Status.REVOKED);
    assertThat(revoked.history().revokedAt()).contains(LATER);
    assertThat(ownerOf(key).orElseThrow().isRevoked()).isTrue();
    assertThat(
            wait(
                keys()
                    .update(
                        revoked,
                        new NewKey.Label("x", Optional.empty()),
                        KeyTerms.UNBOUNDED,
                        LATER)))
        .isFalse();
  }

  @Test
  void aReplacedKeyNamesItsSuccessorAndEndsWhenItShould() {
    var before = found(made(aKey(KeyTerms.UNBOUNDED)));
    var next = aKey(KeyTerms.UNBOUNDED);
    var ends = LATER.plus(Duration.ofHours(1));

    assertThat(wait(keys().replace(before, next, ends, MANY))).isEqualTo(Made.APPLIED);

    var old = found(before.id());
    assertThat(old.history().replacedBy()).contains(next.id());
    assertThat(old.terms().expiresAt()).contains(ends);
    assertThat(found(next.id())).isEqualTo(next.made("ann"));
  }

  @Test
  void aReplacementDoesNotLengthenAKeysLife() {
    var before = found(made(aKey(NARROW)));

    wait(keys().replace(before, aKey(NARROW), NOW.plus(Duration.ofDays(9)), MANY));

    assertThat(found(before.id()).terms().expiresAt()).isEqualTo(NARROW.expiresAt());
  }

  @Test
  void aKeyIsReplacedOnceAndThenLeftAlone() {
    var before = found(made(aKey(KeyTerms.UNBOUNDED)));
    var first = aKey(KeyTerms.UNBOUNDED);
    var second = aKey(KeyTerms.UNBOUNDED);
    wait(keys().replace(before, first, LATER, MANY));
    var replaced = found(before.id());

    assertThat(wait(keys().replace(before, second, LATER, MANY))).isEqualTo(Made.CHANGED);
    assertThat(wait(keys().replace(replaced, second, LATER, MANY))).isEqualTo(Made.CHANGED);
    assertThat(find(second.id())).isEmpty();
    assertThat(
            wait(
                keys()
                    .update(
                        replaced,
                        new NewKey.Label("x", Optional.empty()),
                        KeyTerms.UNBOUNDED,
                        LATER)))
        .isFalse();
  }

  @Test
  void aReplacementCountsToo() {
    var before = found(made(aKey(KeyTerms.UNBOUNDED)));

    assertThat(wait(keys().replace(before, aKey(KeyTerms.UNBOUNDED), LATER, 1)))
        .isEqualTo(Made.TOO_MANY);
    assertThat(found(before.id()).history().replacedBy()).isEmpty();
  }

  @Test
  void theLastUseIsWrittenAtMostOnceAMinute() {
    var key = made(aKey(KeyTerms.UNBOUNDED));
    var other = made(aKey(KeyTerms.UNBOUNDED));

    wait(keys().used(Map.of(key.id(), NOW, UUID.randomUUID(), NOW)));
    assertThat(lastUse(key)).contains(NOW);

    wait(keys().used(Map.of(key.id(), NOW.plusSeconds(59), other.id(), LATER)));
    assertThat(lastUse(key)).contains(NOW);
    assertThat(lastUse(other)).contains(LATER);

    wait(keys().used(Map.of(key.id(), NOW.plusSeconds(60))));
    assertThat(lastUse(key)).contains(NOW.plusSeconds(60));
    wait(keys().used(Map.of(key.id(), NOW)));
    assertThat(lastUse(key)).contains(NOW.plusSeconds(60));
    wait(keys().used(Map.of()));
  }

  @Test
  void aUseChangesNothingElse() {
    var before = found(made(aKey(NARROW)));

    wait(keys().used(Map.of(before.id(), LATER)));

    assertThat(found(before.id()).history().updatedAt()).isEqualTo(before.history().updatedAt());
    assertThat(wait(keys().update(before, label(), NARROW, LATER))).isTrue();
  }

  private Optional<Instant> lastUse(NewKey key) {
    return found(key.id()).history().lastUsedAt();
  }

  // -------------------------------------------------------------------------------------- givens

  private NewKey aKey(KeyTerms terms) {
    return aKey(terms, NOW);
  }

  private NewKey aKey(KeyTerms terms, Instant at) {
    return aKey(terms, KeyCaps.NONE, at);
  }

  private NewKey aKey(KeyTerms terms, KeyCaps caps, Instant at) {
    return new NewKey(
        UUID.randomUUID(),
        account,
        ApiKey.generate(ApiKey.Kind.LIVE, RANDOM),
        label(),
        terms,
        caps,
        at);
  }

  private static NewKey.Label label() {
    return new NewKey.Label("a key", Optional.of("project"));
  }

  private NewKey made(NewKey key) {
    assertThat(create(key, MANY)).isEqualTo(Made.APPLIED);
    return key;
  }

  private Made create(NewKey key, int most) {
    return wait(keys().create(key, most));
  }

  private Optional<KeyRecord> find(UUID key) {
    return wait(keys().find(account, key));
  }

  private KeyRecord found(NewKey key) {
    return found(key.id());
  }

  private KeyRecord found(UUID key) {
    return find(key).orElseThrow();
  }

  private Optional<KeyOwner> ownerOf(NewKey key) {
    return wait(ring().ownerOf(key.key().sha256()));
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
