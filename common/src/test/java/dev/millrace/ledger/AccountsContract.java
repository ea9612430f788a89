package dev.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.Credit;
import dev.millrace.account.Credited;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.NewAccount;
import dev.millrace.ledger.Accounts.Opened;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every Accounts promises. */
public abstract class AccountsContract {
  private static final AtomicLong AGE = new AtomicLong();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  protected abstract Accounts accounts();

  /** Runs where the adapter may run, and waits. */
  protected abstract <T> T await(Supplier<Uni<T>> uni);

  @Test
  protected void anOpenedAccountIsFoundAsItWasOpened() {
    var account = opened("100", key());

    assertThat(await(() -> accounts().find(account.id()))).contains(account.opened());
  }

  @Test
  protected void openingWritesTheCreditIntoTheLedger() {
    var account = opened("100", key());

    assertThat(statement(account.id()))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.CREDIT);
              assertThat(entry.amount()).isEqualTo(Money.parse("100"));
            });
  }

  @Test
  protected void openingWithoutCreditWritesNothingIntoTheLedger() {
    assertThat(statement(opened("0", key()).id())).isEmpty();
  }

  @Test
  protected void aKeyBelongsToOneAccount() {
    var key = key();
    opened("1", key);
    var second = account("1", key);

    assertThat(await(() -> accounts().open(second))).isEqualTo(Opened.KEY_TAKEN);
    assertThat(await(() -> accounts().find(second.id()))).isEmpty();
  }

  @Test
  protected void twoWhoOpenWithOneKeyAtOnceMakeOneAccount() {
    var key = key();
    var first = account("1", key);
    var second = account("1", key);

    var outcomes =
        await(
            () ->
                Uni.join()
                    .all(accounts().open(first), accounts().open(second))
                    .andCollectFailures());

    assertThat(outcomes).containsExactlyInAnyOrder(Opened.APPLIED, Opened.KEY_TAKEN);
  }

  @Test
  protected void aCreditRaisesTheBalance() {
    var id = opened("1", key()).id();

    await(() -> accounts().credit(credit(id, "2.5", null)));

    assertThat(balance(id)).isEqualTo(Money.parse("3.5"));
    assertThat(statement(id))
        .extracting(LedgerEntry::amount)
        .containsExactly(Money.parse("2.5"), Money.parse("1"));
  }

  @Test
  protected void aRepeatedCreditIsGivenOnceAndToldAlike() {
    var id = opened("0", key()).id();

    var first = await(() -> accounts().credit(credit(id, "2", "k")));
    var second = await(() -> accounts().credit(credit(id, "2", "k")));

    assertThat(first).isInstanceOf(Credited.Applied.class);
    assertThat(second).isEqualTo(new Credited.Repeated(((Credited.Applied) first).entry()));
    assertThat(balance(id)).isEqualTo(Money.parse("2"));
  }

  @Test
  protected void repeatedAtOnceItIsStillGivenOnce() {
    var id = opened("0", key()).id();
    var credit = credit(id, "2", "k");

    var outcomes =
        await(
            () ->
                Uni.join()
                    .all(accounts().credit(credit), accounts().credit(credit))
                    .andCollectFailures());

    assertThat(outcomes).filteredOn(Credited.Applied.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Credited.Repeated.class::isInstance).hasSize(1);
    assertThat(balance(id)).isEqualTo(Money.parse("2"));
  }

  @Test
  protected void anotherCreditUnderAUsedKeyIsRefused() {
    var id = opened("0", key()).id();
    await(() -> accounts().credit(credit(id, "2", "k")));

    assertThat(await(() -> accounts().credit(credit(id, "3", "k"))))
        .isEqualTo(new Credited.KeyReused());
    assertThat(balance(id)).isEqualTo(Money.parse("2"));
  }

  @Test
  protected void twoAccountsMayUseTheSameIdempotencyKey() {
    var first = opened("0", key()).id();
    var second = opened("0", key()).id();

    await(() -> accounts().credit(credit(first, "2", "k")));

    assertThat(await(() -> accounts().credit(credit(second, "2", "k"))))
        .isInstanceOf(Credited.Applied.class);
  }

  @Test
  protected void nobodyIsNotCredited() {
    var nobody = new AccountId(UUID.randomUUID());

    assertThat(await(() -> accounts().credit(credit(nobody, "1", null))))
        .isEqualTo(new Credited.AccountUnknown());
    assertThat(await(() -> accounts().credit(credit(nobody, "1", "k"))))
        .isEqualTo(new Credited.AccountUnknown());
  }

  @Test
  protected void aBalanceThatWeCannotKeepIsRefused() {
    var id = opened("0", key()).id();
    var most = new Credit(id, new Money(Long.MAX_VALUE), "gift", Optional.empty(), NOW);
    await(() -> accounts().credit(most));

    assertThat(await(() -> accounts().credit(credit(id, "1", null))))
        .isEqualTo(new Credited.TooLarge());
    assertThat(balance(id)).isEqualTo(new Money(Long.MAX_VALUE));
  }

  @Test
  protected void accountsAreListedByAgeAndFromACursorOn() {
    var first = opened("0", key());
    var second = opened("0", key());

    var listed = await(() -> accounts().list(Optional.of(first.id()), 1000));

    assertThat(listed).contains(second.opened()).doesNotContain(first.opened());
    assertThat(await(() -> accounts().list(Optional.empty(), 1))).hasSize(1);
  }

  @Test
  protected void aStatementGoesBackFromItsCursor() {
    var id = opened("1", key()).id();
    await(() -> accounts().credit(credit(id, "2", null)));
    var latest = statement(id).getFirst();

    var before = await(() -> accounts().statement(id, OptionalLong.of(latest.id()), 10));

    assertThat(before).extracting(LedgerEntry::amount).containsExactly(Money.parse("1"));
  }

  private NewAccount opened(String credit, ApiKey key) {
    var account = account(credit, key);
    assertThat(await(() -> accounts().open(account))).isEqualTo(Opened.APPLIED);
    return account;
  }

  private static NewAccount account(String credit, ApiKey key) {
    // Ids of one millisecond have no order: each account here is a millisecond younger.
    var id = AccountId.next(Instant.now().plusMillis(AGE.incrementAndGet()), RANDOM);
    return new NewAccount(id, "ann", "free", Money.parse(credit), key, NOW);
  }

  private static ApiKey key() {
    return ApiKey.generate(ApiKey.Kind.LIVE, RANDOM);
  }

  private static Credit credit(AccountId id, String amount, String key) {
    return new Credit(id, Money.parse(amount), "gift", Optional.ofNullable(key), NOW);
  }

  private Money balance(AccountId id) {
    return await(() -> accounts().find(id)).orElseThrow().balance();
  }

  private List<LedgerEntry> statement(AccountId id) {
    return await(() -> accounts().statement(id, OptionalLong.empty(), 100));
  }
}
