package dev.millrace.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreditCheckTest {
  private static final AccountId ANN = new AccountId(new UUID(0, 1));
  private static final AccountId BOB = new AccountId(new UUID(0, 2));
  private static final UUID OTHER = new UUID(0, 3);

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

  @Test
  void aCapIsUsedUpToTheLastNanoWhileCreditIsLeft() {
    var check = check(Map.of(ANN, Money.parse("1")), cap(ANN, Optional.empty(), "0.03"));

    assertThat(refuse(check, ANN, "0.01")).isEmpty();
    assertThat(refuse(check, ANN, "0.02")).isEmpty();
    assertThat(refuse(check, ANN, "0.000000001"))
        .map(Fault::code)
        .contains(FaultCode.SPEND_CAP_REACHED);
  }

  @Test
  void whatACapRefusesTakesNoCredit() {
    var check = check(Map.of(ANN, Money.parse("0.03")), cap(ANN, Optional.of(OTHER), "0.01"));

    assertThat(refuse(check, ANN, OTHER, "0.02")).isPresent();
    assertThat(refuse(check, ANN, "0.03")).isEmpty();
  }

  @Test
  void whatCreditRefusesTakesNothingOfACap() {
    var check = check(Map.of(ANN, Money.parse("0.03")), cap(ANN, Optional.empty(), "0.04"));

    assertThat(refuse(check, ANN, "0.04"))
        .map(Fault::code)
        .contains(FaultCode.INSUFFICIENT_BALANCE);
    assertThat(refuse(check, ANN, "0.03")).isEmpty();
  }

  @Test
  void aKeysCapBoundsNeitherOtherKeysNorOtherAccounts() {
    var check =
        check(
            Map.of(ANN, Money.parse("1"), BOB, Money.parse("1")),
            cap(ANN, Optional.of(OTHER), "0"));

    assertThat(refuse(check, ANN, "1")).isEmpty();
    assertThat(refuse(check, BOB, OTHER, "1")).isEmpty();
  }

  @Test
  void allKeysTogetherAreBoundByTheCapOfTheirAccount() {
    var check = check(Map.of(ANN, Money.parse("1")), cap(ANN, Optional.empty(), "0.5"));

    assertThat(refuse(check, ANN, OTHER, "0.3")).isEmpty();
    assertThat(refuse(check, ANN, "0.3").orElseThrow().details())
        .containsEntry("scope", "account")
        .containsEntry("held", "0.3");
  }

  @Test
  void ofSeveralCapsTheOneThatLeavesLeastIsNamed() {
    var check =
        check(
            Map.of(ANN, Money.parse("1")),
            cap(ANN, Optional.empty(), "0.5"),
            cap(ANN, Optional.of(OTHER), "0.2"));

    assertThat(refuse(check, ANN, OTHER, "0.6").orElseThrow().details())
        .containsEntry("scope", "key")
        .containsEntry("cap", "0.2");
  }

  @Test
  void aSubmissionOfTheNextDayHasADailyCapToItself() {
    var spent = cap(ANN, Optional.empty(), "1", "1");
    var check = check(Map.of(ANN, Money.parse("5")), spent);
    var today = aSubmission().of(ANN).holding("1").at(Instant.parse("2026-01-01T23:59:59Z")).make();
    var tomorrow =
        aSubmission().of(ANN).holding("1").at(Instant.parse("2026-01-02T00:00:00Z")).make();

    assertThat(check.refuse(today)).isPresent();
    assertThat(check.refuse(tomorrow)).isEmpty();
    assertThat(check.refuse(tomorrow)).isPresent();
  }

  private static SpendCap cap(AccountId account, Optional<UUID> key, String amount) {
    return cap(account, key, amount, "0");
  }

  private static SpendCap cap(AccountId account, Optional<UUID> key, String amount, String spent) {
    return new SpendCap(
        UUID.randomUUID(),
        account,
        key,
        SpendCap.Period.DAY,
        Money.parse(amount),
        Money.ZERO,
        Money.parse(spent),
        LocalDate.parse("2026-01-01"));
  }

  private static CreditCheck check(Map<AccountId, Money> available, SpendCap... caps) {
    return new CreditCheck(available, List.of(caps));
  }

  private static Optional<Fault> refuse(CreditCheck check, AccountId account, String hold) {
    return check.refuse(aSubmission().of(account).holding(hold).make());
  }

  private static Optional<Fault> refuse(
      CreditCheck check, AccountId account, UUID key, String hold) {
    return check.refuse(aSubmission().of(account).by(key).holding(hold).make());
  }
}
