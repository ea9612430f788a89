package dev.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.NewAccount;
import dev.millrace.account.Posted;
import dev.millrace.account.Posting;
import dev.millrace.ledger.Accounts.Opened;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every Accounts promises. */
public abstract class AccountsContract {
  private static final AtomicLong AGE = new AtomicLong();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  protected abstract Accounts accounts();

  /** What was written, latest first. */
  protected abstract Uni<List<LedgerEntry>> entriesOf(AccountId account);

  /** Makes a request of the account that completed with this charge, and takes the charge. */
  protected abstract RequestId charged(AccountId account, Money charge, String rateCard);

  /** Makes a request of the account that is under way, and holds so much for it. */
  protected abstract RequestId held(AccountId account, Money hold);

  /** Runs where the adapter may run, and waits. */
  protected abstract <T> T await(Supplier<Uni<T>> uni);

  @Test
  protected void anOpenedAccountIsFoundAsItWasOpened() {
    var account = opened("100", key());

    assertThat(await(() -> accounts().find(account.id()))).contains(account.opened());
  }

  @Test
  protected void aChangedAccountHasItsNewNameAndPlanAndItsOldMoney() {
    var account = opened("100", key());

    var changed =
        await(() -> accounts().change(account.id(), Optional.of("bob"), Optional.of("max")));

    assertThat(changed).isEqualTo(await(() -> accounts().find(account.id())));
    assertThat(changed.orElseThrow().name()).isEqualTo("bob");
    assertThat(changed.orElseThrow().plan()).isEqualTo("max");
    assertThat(changed.orElseThrow().balance()).isEqualTo(Money.parse("100"));
  }

  @Test
  protected void whatIsNotToBeChangedStays() {
    var account = opened("100", key());

    var same = await(() -> accounts().change(account.id(), Optional.empty(), Optional.empty()));

    assertThat(same).contains(account.opened());
  }

  @Test
  protected void anAccountThatIsNotThereIsNotChanged() {
    var nobody = AccountId.next(NOW, RANDOM);

    assertThat(await(() -> accounts().change(nobody, Optional.of("bob"), Optional.empty())))
        .isEmpty();
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

    await(() -> accounts().post(credit(id, "2.5", null)));

    assertThat(balance(id)).isEqualTo(Money.parse("3.5"));
    assertThat(statement(id))
        .extracting(LedgerEntry::amount)
        .containsExactly(Money.parse("2.5"), Money.parse("1"));
  }

  @Test
  protected void aRepeatedCreditIsGivenOnceAndToldAlike() {
    var id = opened("0", key()).id();

    var first = await(() -> accounts().post(credit(id, "2", "k")));
    var second = await(() -> accounts().post(credit(id, "2", "k")));

    assertThat(first).isInstanceOf(Posted.Applied.class);
    assertThat(second).isEqualTo(new Posted.Repeated(((Posted.Applied) first).entry()));
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
                    .all(accounts().post(credit), accounts().post(credit))
                    .andCollectFailures());

    assertThat(outcomes).filteredOn(Posted.Applied.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Posted.Repeated.class::isInstance).hasSize(1);
    assertThat(balance(id)).isEqualTo(Money.parse("2"));
  }

  @Test
  protected void anotherCreditUnderAUsedKeyIsRefused() {
    var id = opened("0", key()).id();
    await(() -> accounts().post(credit(id, "2", "k")));

    assertThat(await(() -> accounts().post(credit(id, "3", "k"))))
        .isEqualTo(new Posted.KeyReused());
    assertThat(balance(id)).isEqualTo(Money.parse("2"));
  }

  @Test
  protected void twoAccountsMayUseTheSameIdempotencyKey() {
    var first = opened("0", key()).id();
    var second = opened("0", key()).id();

    await(() -> accounts().post(credit(first, "2", "k")));

    assertThat(await(() -> accounts().post(credit(second, "2", "k"))))
        .isInstanceOf(Posted.Applied.class);
  }

  @Test
  protected void nobodyIsNotCredited() {
    var nobody = new AccountId(UUID.randomUUID());

    assertThat(await(() -> accounts().post(credit(nobody, "1", null))))
        .isEqualTo(new Posted.AccountUnknown());
    assertThat(await(() -> accounts().post(credit(nobody, "1", "k"))))
        .isEqualTo(new Posted.AccountUnknown());
  }

  @Test
  protected void aBalanceThatWeCannotKeepIsRefused() {
    var id = opened("0", key()).id();
    var most = Posting.credit(id, new Money(Long.MAX_VALUE), "gift", Optional.empty(), NOW);
    await(() -> accounts().post(most));

    assertThat(await(() -> accounts().post(credit(id, "1", null))))
        .isEqualTo(new Posted.TooLarge());
    assertThat(balance(id)).isEqualTo(new Money(Long.MAX_VALUE));
  }

  @Test
  protected void anAdjustmentGoesBothWays() {
    var id = opened("5", key()).id();

    post(adjustment(id, "2", null));
    post(adjustment(id, "-6.5", null));

    assertThat(balance(id)).isEqualTo(Money.parse("0.5"));
    assertThat(statement(id))
        .extracting(LedgerEntry::kind)
        .containsExactly(
            LedgerEntry.Kind.ADJUSTMENT, LedgerEntry.Kind.ADJUSTMENT, LedgerEntry.Kind.CREDIT);
  }

  @Test
  protected void anAdjustmentTakesTheLastCentAndNotMore() {
    var id = opened("5", key()).id();
    held(id, Money.parse("3"));

    assertThat(post(adjustment(id, "-2.000000001", null)))
        .isEqualTo(new Posted.NotCovered(Money.parse("2.000000001"), Money.parse("2")));
    assertThat(balance(id)).isEqualTo(Money.parse("5"));
    assertThat(post(adjustment(id, "-2", null))).isInstanceOf(Posted.Applied.class);
    assertThat(balance(id)).isEqualTo(Money.parse("3"));
  }

  @Test
  protected void adjustmentsAtOnceTakeNoMoreThanThereIs() {
    var id = opened("5", key()).id();
    var takings = Stream.generate(() -> accounts().post(adjustment(id, "-2", null))).limit(8);

    var outcomes = await(() -> Uni.join().all(takings.toList()).andCollectFailures());

    assertThat(outcomes).filteredOn(Posted.Applied.class::isInstance).hasSize(2);
    assertThat(outcomes).filteredOn(Posted.NotCovered.class::isInstance).hasSize(6);
    assertThat(balance(id)).isEqualTo(Money.parse("1"));
  }

  @Test
  protected void aRepeatedAdjustmentIsToldAlikeThoughNothingIsLeftToTake() {
    var id = opened("2", key()).id();

    var first = post(adjustment(id, "-2", "k"));

    assertThat(first).isInstanceOf(Posted.Applied.class);
    assertThat(post(adjustment(id, "-2", "k")))
        .isEqualTo(new Posted.Repeated(((Posted.Applied) first).entry()));
    assertThat(balance(id)).isEqualTo(Money.ZERO);
  }

  @Test
  protected void anotherKindUnderAUsedKeyIsRefused() {
    var id = opened("0", key()).id();
    post(credit(id, "2", "k"));

    assertThat(post(adjustment(id, "2", "k"))).isEqualTo(new Posted.KeyReused());
    assertThat(balance(id)).isEqualTo(Money.parse("2"));
  }

  @Test
  protected void aRefundGivesTheWholeChargeBackAndNamesItsCard() {
    var id = opened("5", key()).id();
    var request = charged(id, Money.parse("3"), "card-7");

    var posted = post(refund(id, request, null, "k"));

    assertThat(posted)
        .isInstanceOfSatisfying(
            Posted.Applied.class,
            applied -> {
              assertThat(applied.entry().amount()).isEqualTo(Money.parse("3"));
              assertThat(applied.entry().request()).contains(request);
              assertThat(applied.entry().rateCard()).contains("card-7");
            });
    assertThat(statement(id)).contains(((Posted.Applied) posted).entry());
    assertThat(balance(id)).isEqualTo(Money.parse("5"));
    assertThat(post(refund(id, request, null, "k")))
        .isEqualTo(new Posted.Repeated(((Posted.Applied) posted).entry()));
  }

  @Test
  protected void aChargeIsGivenBackOnce() {
    var id = opened("5", key()).id();
    var request = charged(id, Money.parse("3"), "card-7");

    assertThat(post(refund(id, request, "1", null))).isInstanceOf(Posted.Applied.class);

    assertThat(post(refund(id, request, "1", null))).isEqualTo(new Posted.RefundedBefore());
    assertThat(post(refund(id, request, null, "k"))).isEqualTo(new Posted.RefundedBefore());
    assertThat(balance(id)).isEqualTo(Money.parse("3"));
  }

  @Test
  protected void refundsAtOnceGiveTheChargeBackOnce() {
    var id = opened("5", key()).id();
    var request = charged(id, Money.parse("3"), "card-7");
    var givings = Stream.generate(() -> accounts().post(refund(id, request, null, null))).limit(4);

    var outcomes = await(() -> Uni.join().all(givings.toList()).andCollectFailures());

    assertThat(outcomes).filteredOn(Posted.Applied.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Posted.RefundedBefore.class::isInstance).hasSize(3);
    assertThat(balance(id)).isEqualTo(Money.parse("5"));
  }

  @Test
  protected void aPartOfAChargeUnderTheKeyOfTheWholeIsRefused() {
    var id = opened("5", key()).id();
    var request = charged(id, Money.parse("3"), "card-7");
    post(refund(id, request, "1", "k"));

    assertThat(post(refund(id, request, null, "k"))).isEqualTo(new Posted.KeyReused());
  }

  @Test
  protected void noMoreThanTheChargeIsGivenBack() {
    var id = opened("5", key()).id();
    var request = charged(id, Money.parse("3"), "card-7");

    assertThat(post(refund(id, request, "3.000000001", null)))
        .isEqualTo(new Posted.AboveCharge(Money.parse("3")));
    assertThat(post(refund(id, request, "3", null))).isInstanceOf(Posted.Applied.class);
  }

  @Test
  protected void nothingIsGivenBackThatWasNotTaken() {
    var id = opened("5", key()).id();
    var other = opened("5", key()).id();
    var foreign = charged(other, Money.parse("3"), "card-7");
    var open = held(id, Money.parse("1"));

    assertThat(post(refund(id, foreign, null, null))).isEqualTo(new Posted.RequestUnknown());
    assertThat(post(refund(id, open, null, null))).isEqualTo(new Posted.NotCharged());
    assertThat(balance(id)).isEqualTo(Money.parse("5"));
  }

  @Test
  protected void accountsAreListedByAgeAndFromACursorOn() {
    var first = opened("0", key());
    var second = opened("0", key());

    var listed = await(() -> accounts().list(Optional.of(first.id()), 1000));

    assertThat(listed).contains(second.opened()).doesNotContain(first.opened());
    assertThat(await(() -> accounts().list(Optional.empty(), 1))).hasSize(1);
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

  private static Posting credit(AccountId id, String amount, String key) {
    return Posting.credit(id, Money.parse(amount), "gift", Optional.ofNullable(key), NOW);
  }

  private static Posting adjustment(AccountId id, String amount, String key) {
    return Posting.adjustment(id, Money.parse(amount), "gift", Optional.ofNullable(key), NOW);
  }

  private static Posting refund(AccountId id, RequestId request, String amount, String key) {
    return Posting.refund(
        id,
        request,
        Optional.ofNullable(amount).map(Money::parse),
        "sorry",
        Optional.ofNullable(key),
        NOW);
  }

  private Posted post(Posting posting) {
    return await(() -> accounts().post(posting));
  }

  private Money balance(AccountId id) {
    return await(() -> accounts().find(id)).orElseThrow().balance();
  }

  private List<LedgerEntry> statement(AccountId id) {
    return await(() -> entriesOf(id));
  }
}
