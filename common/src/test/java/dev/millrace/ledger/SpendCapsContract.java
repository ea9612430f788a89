package dev.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every SpendCaps promises. */
public abstract class SpendCapsContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-01T23:00:00Z");
  private static final Instant TOMORROW = NOW.plus(Duration.ofHours(2));

  /** What the contract sets up beside the caps. Everything here is done at once. */
  public interface Stage {
    /** An account with credit and no requests. */
    AccountId account();

    /** A key of it. */
    UUID key(AccountId account);

    /** A request of this key is admitted. */
    RequestId hold(AccountId account, UUID key, Money amount);

    /** It ends; a charge of zero means that it failed. */
    void end(RequestId request, Money charged, Instant at);
  }

  protected abstract SpendCaps caps();

  protected abstract Stage stage();

  private AccountId account;
  private UUID key;
  private UUID otherKey;

  @BeforeEach
  void anAccountWithTwoKeys() {
    account = stage().account();
    key = stage().key(account);
    otherKey = stage().key(account);
  }

  @Test
  void aCapThatWasSetIsListed() {
    var set = set(Optional.of(key), Period.DAY, "2.5", NOW).orElseThrow();

    assertThat(set.account()).isEqualTo(account);
    assertThat(set.key()).contains(key);
    assertThat(set.period()).isEqualTo(Period.DAY);
    assertThat(set.amount()).isEqualTo(Money.parse("2.5"));
    assertThat(list(NOW)).containsExactly(set);
    stands(set, "0", "0");
  }

  @Test
  void theAccountsOwnCapsComeFirstAndDailyOnesBeforeTotalOnes() {
    set(Optional.of(key), Period.TOTAL, "1", NOW);
    set(Optional.of(key), Period.DAY, "2", NOW);
    set(Optional.empty(), Period.TOTAL, "3", NOW);
    set(Optional.empty(), Period.DAY, "4", NOW);

    assertThat(list(NOW))
        .extracting(cap -> cap.amount().toString())
        .containsExactly("4", "3", "2", "1");
  }

  @Test
  void aNewCapCountsWhatIsUnderWayAndWhatWasChargedInItsPeriod() {
    charged(key, "1", "0.5", NOW.minus(Duration.ofDays(3)));
    charged(key, "1", "0.25", NOW.minusSeconds(1));
    charged(otherKey, "1", "0.125", NOW.minusSeconds(1));
    stage().hold(account, key, Money.parse("3"));
    stage().hold(account, otherKey, Money.parse("4"));

    stands(set(Optional.of(key), Period.DAY, "9", NOW).orElseThrow(), "3", "0.25");
    stands(set(Optional.of(key), Period.TOTAL, "9", NOW).orElseThrow(), "3", "0.75");
    stands(set(Optional.empty(), Period.DAY, "9", NOW).orElseThrow(), "7", "0.375");
    stands(set(Optional.empty(), Period.TOTAL, "9", NOW).orElseThrow(), "7", "0.875");
  }

  @Test
  void whatIsAdmittedAndChargedLaterCountsForTheCapsOfItsKeyAndOfItsAccount() {
    set(Optional.empty(), Period.TOTAL, "9", NOW);
    set(Optional.of(key), Period.DAY, "9", NOW);
    set(Optional.of(otherKey), Period.DAY, "9", NOW);

    charged(key, "1", "0.5", NOW);
    stage().hold(account, key, Money.parse("2"));

    stands(cap(Optional.empty(), Period.TOTAL, NOW), "2", "0.5");
    stands(cap(Optional.of(key), Period.DAY, NOW), "2", "0.5");
    stands(cap(Optional.of(otherKey), Period.DAY, NOW), "0", "0");
  }

  @Test
  void aHoldThatEndsWithoutAChargeLeavesItsCap() {
    set(Optional.of(key), Period.TOTAL, "9", NOW);

    charged(key, "1", "0", NOW);

    stands(cap(Optional.of(key), Period.TOTAL, NOW), "0", "0");
  }

  @Test
  void onANewDayNothingIsSpentOfADailyCapAndWhatIsUnderWayStillCounts() {
    set(Optional.empty(), Period.DAY, "9", NOW);
    charged(key, "1", "0.5", NOW);
    stage().hold(account, key, Money.parse("2"));

    stands(cap(Optional.empty(), Period.DAY, NOW), "2", "0.5");
    stands(cap(Optional.empty(), Period.DAY, TOMORROW), "2", "0");
  }

  @Test
  void theFirstChargeOfANewDayIsAllThatIsSpentOnIt() {
    set(Optional.empty(), Period.DAY, "9", NOW);
    set(Optional.empty(), Period.TOTAL, "9", NOW);
    charged(key, "1", "0.5", NOW);

    charged(key, "1", "0.25", TOMORROW);

    stands(cap(Optional.empty(), Period.DAY, TOMORROW), "0", "0.25");
    stands(cap(Optional.empty(), Period.TOTAL, TOMORROW), "0", "0.75");
  }

  /** A worker whose clock is behind settles shortly after midnight. */
  @Test
  void aChargeOfTheDayBeforeDoesNotCountForToday() {
    set(Optional.of(key), Period.DAY, "9", NOW);
    charged(key, "1", "0.5", TOMORROW);

    charged(key, "1", "0.25", NOW);

    stands(cap(Optional.of(key), Period.DAY, TOMORROW), "0", "0.5");
  }

  @Test
  void settingItAgainChangesTheAmountAndNothingElse() {
    var first = set(Optional.of(key), Period.DAY, "9", NOW).orElseThrow();
    charged(key, "1", "0.5", NOW);
    stage().hold(account, key, Money.parse("2"));

    var again = set(Optional.of(key), Period.DAY, "0.01", NOW).orElseThrow();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.amount()).isEqualTo(Money.parse("0.01"));
    assertThat(again.left()).isEqualTo(Money.ZERO);
    stands(again, "2", "0.5");
    assertThat(list(NOW)).containsExactly(again);
  }

  @Test
  void setAtTheSameTimeFromManySidesItIsOne() {
    Uni.join()
        .all(
            IntStream.rangeClosed(1, 20)
                .mapToObj(i -> caps().set(account, Optional.empty(), Period.DAY, new Money(i), NOW))
                .toList())
        .andFailFast()
        .await()
        .atMost(SOON);

    assertThat(list(NOW)).hasSize(1);
  }

  @Test
  void aKeyOfAnotherAccountAndAnAccountThatIsNoneHaveNoCaps() {
    var stranger = stage().account();
    var strangersKey = stage().key(stranger);

    assertThat(set(Optional.of(strangersKey), Period.DAY, "1", NOW)).isEmpty();
    assertThat(set(Optional.of(UUID.randomUUID()), Period.DAY, "1", NOW)).isEmpty();
    assertThat(
            await(
                caps()
                    .set(
                        new AccountId(UUID.randomUUID()),
                        Optional.empty(),
                        Period.DAY,
                        Money.ZERO,
                        NOW)))
        .isEmpty();
    assertThat(list(NOW)).isEmpty();
    assertThat(await(caps().list(stranger, NOW))).isEmpty();
  }

  @Test
  void aCapThatIsRemovedIsGoneAndTheOthersStay() {
    var kept = set(Optional.empty(), Period.DAY, "1", NOW).orElseThrow();
    set(Optional.of(key), Period.DAY, "1", NOW);

    assertThat(await(caps().remove(account, Optional.of(key), Period.DAY))).isTrue();

    assertThat(await(caps().remove(account, Optional.of(key), Period.DAY))).isFalse();
    assertThat(await(caps().remove(account, Optional.empty(), Period.TOTAL))).isFalse();
    assertThat(await(caps().remove(stage().account(), Optional.empty(), Period.DAY))).isFalse();
    assertThat(list(NOW)).containsExactly(kept);
  }

  // ------------------------------------------------------------------------------------- helpers

  private void charged(UUID by, String hold, String charge, Instant at) {
    stage().end(stage().hold(account, by, Money.parse(hold)), Money.parse(charge), at);
  }

  private Optional<SpendCap> set(Optional<UUID> by, Period period, String amount, Instant now) {
    return await(caps().set(account, by, period, Money.parse(amount), now));
  }

  private List<SpendCap> list(Instant now) {
    return await(caps().list(account, now));
  }

  private SpendCap cap(Optional<UUID> by, Period period, Instant now) {
    return list(now).stream()
        .filter(cap -> cap.key().equals(by) && cap.period() == period)
        .findFirst()
        .orElseThrow();
  }

  private static void stands(SpendCap cap, String held, String spent) {
    assertThat(cap.held()).isEqualTo(Money.parse(held));
    assertThat(cap.spent()).isEqualTo(Money.parse(spent));
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
