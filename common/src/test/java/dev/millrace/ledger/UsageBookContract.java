package dev.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.UsageSummary;
import dev.millrace.account.UsageSummary.OfDay;
import dev.millrace.account.UsageSummary.OfKey;
import dev.millrace.account.UsageSummary.OfModel;
import dev.millrace.account.UsageTally;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every UsageBook promises. */
public abstract class UsageBookContract {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final LocalDate SUNDAY = MONDAY.minusDays(1);

  private AccountId account;
  private UUID key;

  protected abstract UsageBook book();

  protected abstract AccountId anAccount();

  /** A key of the account. */
  protected abstract UUID aKey(AccountId account, String name);

  /**
   * Counts what ended on a day.
   *
   * @param key all zeros when it is not known
   */
  protected abstract void count(
      AccountId account, LocalDate day, UUID key, String model, UsageTally tally);

  @BeforeEach
  void open() {
    account = anAccount();
    key = aKey(account, "first");
  }

  @Test
  void nothingUsedIsNothing() {
    var summary = summary(MONDAY, TUESDAY, 10);

    assertThat(summary.total()).isEqualTo(UsageTally.NONE);
    assertThat(summary.byDay()).isEmpty();
    assertThat(summary.byModel()).isEmpty();
    assertThat(summary.byKey()).isEmpty();
  }

  @Test
  void eachPartSumsToTheTotal() {
    var other = aKey(account, "second");
    count(account, MONDAY, key, "a/one", tally(3, "0.3"));
    count(account, MONDAY, other, "a/two", tally(1, "5"));
    count(account, TUESDAY, key, "a/two", tally(2, "1.000000001"));

    var summary = summary(MONDAY, TUESDAY, 10);

    assertThat(summary.total()).isEqualTo(tally(6, "6.300000001"));
    assertThat(summary.byDay())
        .containsExactly(
            new OfDay(MONDAY, tally(4, "5.3")), new OfDay(TUESDAY, tally(2, "1.000000001")));
    assertThat(summary.byModel())
        .containsExactly(
            new OfModel(new ModelName("a", "two"), tally(3, "6.000000001")),
            new OfModel(new ModelName("a", "one"), tally(3, "0.3")));
    assertThat(summary.byKey())
        .extracting(OfKey::tally)
        .containsExactly(tally(1, "5"), tally(5, "1.300000001"));
    assertThat(summary.byKey())
        .extracting(OfKey::key)
        .containsExactly(Optional.of(other), Optional.of(key));
    assertThat(summary.byKey())
        .extracting(OfKey::name)
        .containsExactly(Optional.of("second"), Optional.of("first"));
    assertThat(summary.byKey())
        .extracting(OfKey::hint)
        .allSatisfy(hint -> assertThat(hint).isNotEmpty());
  }

  @Test
  void onlyTheDaysAskedForCount() {
    count(account, SUNDAY, key, "a/one", tally(1, "1"));
    count(account, MONDAY, key, "a/one", tally(2, "2"));
    count(account, TUESDAY, key, "a/one", tally(4, "4"));

    assertThat(summary(MONDAY, MONDAY, 10).total()).isEqualTo(tally(2, "2"));
    assertThat(summary(SUNDAY, TUESDAY, 10).total()).isEqualTo(tally(7, "7"));
  }

  @Test
  void whatAnotherAccountUsedDoesNotShow() {
    var other = anAccount();
    count(other, MONDAY, aKey(other, "theirs"), "a/one", tally(1, "1"));

    assertThat(summary(MONDAY, MONDAY, 10).total()).isEqualTo(UsageTally.NONE);
  }

  @Test
  void aKeyThatIsNotKnownHasNoName() {
    count(account, MONDAY, new UUID(0, 0), "a/one", tally(1, "1"));
    var gone = UUID.randomUUID();
    count(account, MONDAY, gone, "a/one", tally(1, "0.5"));

    assertThat(summary(MONDAY, MONDAY, 10).byKey())
        .containsExactly(
            new OfKey(Optional.empty(), Optional.empty(), Optional.empty(), tally(1, "1")),
            new OfKey(Optional.of(gone), Optional.empty(), Optional.empty(), tally(1, "0.5")));
  }

  @Test
  void aNameOfAnotherAccountsKeyIsNotTold() {
    var theirs = aKey(anAccount(), "theirs");
    count(account, MONDAY, theirs, "a/one", tally(1, "1"));

    assertThat(summary(MONDAY, MONDAY, 10).byKey())
        .extracting(OfKey::name)
        .containsExactly(Optional.empty());
  }

  @Test
  void onlyTheDearestAreToldApartAndTheTotalIsOfAll() {
    for (int i = 1; i <= 5; i++) {
      count(account, MONDAY, aKey(account, "key " + i), "a/m" + i, tally(1, Integer.toString(i)));
    }

    var summary = summary(MONDAY, MONDAY, 2);

    assertThat(summary.byModel())
        .extracting(model -> model.model().alias())
        .containsExactly("m5", "m4");
    assertThat(summary.byKey()).hasSize(2);
    assertThat(summary.total()).isEqualTo(tally(5, "15"));
  }

  private UsageSummary summary(LocalDate first, LocalDate last, int most) {
    return book().summary(account, first, last, most).await().atMost(SOON);
  }

  /** Some that ended, no number of which is another's. */
  private static UsageTally tally(int times, String charged) {
    return new UsageTally(
        times, 2L * times, 3L * times, Money.parse(charged), 10L * times, 20L * times);
  }
}
