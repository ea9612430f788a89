package dev.millrace.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreditCheckTest {
  private static final AccountId ANN = new AccountId(new UUID(0, 1));
  private static final AccountId BOB = new AccountId(new UUID(0, 2));

  @Test
  void grantsUntilTheCreditIsUsedUpToTheLastNano() {
    var check = check(Map.of(ANN, Money.parse("0.03")));

    assertThat(refuse(check, ANN, "0.01")).isEmpty();
    assertThat(refuse(check, ANN, "0.02")).isEmpty();
    assertThat(refuse(check, ANN, "0.000000001")).isPresent();
  }

  @Test
  void aRefusedSubmissionLeavesTheCreditToASmallerOne() {
    var check = check(Map.of(ANN, Money.parse("0.03")));

    assertThat(refuse(check, ANN, "0.04")).isPresent();
    assertThat(refuse(check, ANN, "0.03")).isEmpty();
  }

  @Test
  void theFaultSaysWhatIsNeededAndWhatIsLeftBehindEarlierGrants() {
    var check = check(Map.of(ANN, Money.parse("1.5")));
    var granted = refuse(check, ANN, "1");

    var fault = refuse(check, ANN, "0.7").orElseThrow();

    assertThat(granted).isEmpty();
    assertThat(fault.code()).isEqualTo(FaultCode.INSUFFICIENT_BALANCE);
    assertThat(fault.details())
        .containsExactly(Map.entry("needed", "0.7"), Map.entry("available", "0.5"));
  }

  @Test
  void oneAccountsHoldsDoNotTouchAnothersCredit() {
    var check = check(Map.of(ANN, Money.parse("1"), BOB, Money.parse("1")));

    assertThat(refuse(check, ANN, "1")).isEmpty();
    assertThat(refuse(check, BOB, "1")).isEmpty();
  }

  @Test
  void whatCostsNothingIsGrantedWithoutCredit() {
    var check = check(Map.of(ANN, Money.ZERO));

    assertThat(refuse(check, ANN, "0")).isEmpty();
  }

  @Test
  void anAccountThatIsGoneIsRefused() {
    var check = check(Map.of());

    assertThat(refuse(check, ANN, "0")).map(Fault::code).contains(FaultCode.KEY_INVALID);
  }

  private static CreditCheck check(Map<AccountId, Money> available) {
    return new CreditCheck(available, List.of());
  }

  private static Optional<Fault> refuse(CreditCheck check, AccountId account, String hold) {
    return check.refuse(aSubmission().of(account).holding(hold).make());
  }
}
