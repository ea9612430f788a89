package dev.millrace.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.account.AccountId;
import dev.millrace.ledger.audit.DayBooks.Sums;
import dev.millrace.ledger.audit.Difference.Kind;
import dev.millrace.money.Money;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Accounts, caps and days against what they follow from, and how many differences are kept. */
class BooksTest {
  private static final AccountId ANN = new AccountId(UUID.randomUUID());
  private static final Difference ONE =
      new Difference(Kind.BALANCE, ANN, Optional.empty(), "it", "1", "2");

  @Test
  void anAccountIsTheSumOfItsEntriesAndHolds() {
    assertThat(account("10", "3", "10", "1", "2").differences()).isEmpty();
    assertThat(account("10", "3", "9", "1", "2").differences())
        .containsExactly(
            new Difference(
                Kind.BALANCE, ANN, Optional.empty(), "the sum of the ledger entries", "9", "10"));
    assertThat(account("10", "3", "10", "1", "1").differences())
        .containsExactly(
            new Difference(
                Kind.HELD,
                ANN,
                Optional.empty(),
                "1 for requests in flight, 1 in slices",
                "2",
                "3"));
  }

  @Test
  void aCapHoldsWhatIsUnderWayAndHasSpentWhatWasCharged() {
    assertThat(cap("1", "2", "1", "2").differences()).isEmpty();
    assertThat(cap("1", "2", "0", "2").differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.CAP_HELD);
    assertThat(cap("1", "2", "1", "3").differences())
        .extracting(Difference::kind, Difference::expected, Difference::found)
        .containsExactly(tuple(Kind.CAP_SPENT, "3", "2"));
  }

  @Test
  void aDayIsWhatEndedOnIt() {
    var ended = new Sums(3, 2, 1, Money.parse("7"), 11, 13);

    assertThat(new DayBooks(ANN, "today", ended, ended).differences()).isEmpty();
    assertThat(new DayBooks(ANN, "today", new Sums(0, 0, 0, Money.ZERO, 0, 0), ended).differences())
        .extracting(Difference::about, Difference::expected, Difference::found)
        .containsExactly(
            tuple("completed on today", "3", "0"),
            tuple("failed on today", "2", "0"),
            tuple("cancelled on today", "1", "0"),
            tuple("charged on today", "7", "0"),
            tuple("input tokens on today", "11", "0"),
            tuple("output tokens on today", "13", "0"));
  }

  @Test
  void soManyDifferencesAreKeptAndAllAreCounted() {
    var differences = new Differences(3);

    differences.add(Collections.nCopies(2, ONE));
    differences.add(Collections.nCopies(2, ONE));
    differences.add(Collections.nCopies(2, ONE));
    differences.addUnseen(10);

    assertThat(differences.kept()).hasSize(3);
    assertThat(differences.total()).isEqualTo(16);
  }

  private static AccountBooks account(
      String balance, String held, String ledger, String requests, String slices) {
    return new AccountBooks(
        ANN,
        Money.parse(balance),
        Money.parse(held),
        Money.parse(ledger),
        Money.parse(requests),
        Money.parse(slices));
  }

  private static CapBooks cap(String held, String spent, String underWay, String charged) {
    return new CapBooks(
        ANN,
        "daily cap",
        Money.parse(held),
        Money.parse(spent),
        Money.parse(underWay),
        Money.parse(charged));
  }
}
