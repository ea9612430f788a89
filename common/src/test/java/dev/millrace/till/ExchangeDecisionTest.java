package dev.millrace.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.Spender;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.till.ExchangeDecision.Answer;
import dev.millrace.till.ExchangeDecision.Move;
import dev.millrace.till.Funds.HeldSlice;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExchangeDecisionTest {
  private static final UUID ME = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final AccountId ACCOUNT = new AccountId(new UUID(1, 1));
  private static final Spender ANN = new Spender(ACCOUNT, new UUID(2, 1));
  private static final Spender BEN = new Spender(ACCOUNT, new UUID(2, 2));
  private static final SliceSizing SIZING = new SliceSizing(Money.parse("1"));

  @Test
  void aSmallBalanceGoesOutInExactSlices() {
    var decision = decide(funds("0.07"), take("0.01"));

    assertThat(decision.answers()).containsExactly(new Answer.Granted(ANN, usd("0.01")));
    assertThat(decision.moves()).containsExactly(move("0", "0.01", false));
  }

  @Test
  void ofALargeBalanceSomeIsTakenAhead() {
    assertThat(decide(funds("4"), take("0.01")).moves()).containsExactly(move("0", "0.5", true));
    assertThat(decide(funds("400"), take("0.01")).moves()).containsExactly(move("0", "1", true));
    assertThat(decide(funds("400"), take("3")).moves()).containsExactly(move("0", "3", false));
  }

  @Test
  void whatIsOfferedCountsAsAvailable() {
    var decision = decide(funds("0.01"), Map.of(ANN, usd("0.02")), take("0.03"));

    assertThat(decision.answers()).containsExactly(new Answer.Granted(ANN, usd("0.03")));
    assertThat(decision.moves()).containsExactly(move("0.02", "0.03", false));
  }

  @Test
  void aWishIsGrantedAsAWholeOrNotAtAll() {
    var decision = decide(funds("0.05"), take("0.03"), take("0.03"), take("0.02"));

    assertThat(decision.grantedTo(ANN)).containsExactly(usd("0.03"), usd("0.02"));
    assertThat(decision.answers().get(1))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.fault().code()).isEqualTo(FaultCode.INSUFFICIENT_BALANCE);
              assertThat(refused.fault().details())
                  .containsEntry("needed", "0.03")
                  .containsEntry("available", "0.02");
              assertThat(refused.asked()).isFalse();
            });
  }

  @Test
  void nothingIsTakenAheadWhileAnybodyIsShort() {
    var decision = decide(funds("8"), take("0.01"), take("9"));

    assertThat(decision.moves()).containsExactly(move("0", "0.01", false));
  }

  @Test
  void nothingIsTakenAheadOfWhatSomebodyIsAskedFor() {
    var funds = new Funds(Map.of(ACCOUNT, usd("8")), List.of(), List.of(), Set.of(ACCOUNT));

    assertThat(decide(funds, take("0.01")).moves()).containsExactly(move("0", "0.01", false));
  }

  @Test
  void whoIsShortAsksForWhatOthersMayNotUse() {
    var funds = funds("0", new HeldSlice(ANN, OTHER));

    var decision = decide(funds, take("0.01"));

    assertThat(asked(decision)).isTrue();
    assertThat(decision.asks()).containsExactly(ACCOUNT);
  }

  @Test
  void anotherSliceOfTheSameNodeIsAskedForToo() {
    assertThat(asked(decide(funds("0", new HeldSlice(BEN, ME)), take("0.01")))).isTrue();
  }

  @Test
  void whatIsOfferedRightNowIsNotAskedFor() {
    var funds = funds("0", new HeldSlice(ANN, ME));

    assertThat(asked(decide(funds, Map.of(ANN, usd("0.001")), take("0.01")))).isFalse();
  }

  @Test
  void whoIsNotShortAsksNobody() {
    var decision = decide(funds("1", new HeldSlice(ANN, OTHER)), take("0.01"));

    assertThat(decision.asks()).isEmpty();
  }

  @Test
  void aCapOfTheAccountBoundsAllKeys() {
    var funds = capped("0.02", Optional.empty());

    var decision = decide(funds, take("0.01"), new Wish.Take(BEN, usd("0.01")), take("0.01"));

    assertThat(decision.grantedTo(ANN)).hasSize(1);
    assertThat(decision.grantedTo(BEN)).hasSize(1);
    assertThat(((Answer.Refused) decision.answers().get(2)).fault().code())
        .isEqualTo(FaultCode.SPEND_CAP_REACHED);
  }

  @Test
  void aCapOfAKeyBoundsNoOther() {
    var funds = capped("0", Optional.of(ANN.key()));

    var decision = decide(funds, take("0.01"), new Wish.Take(BEN, usd("0.01")));

    assertThat(decision.answers().get(0)).isInstanceOf(Answer.Refused.class);
    assertThat(decision.answers().get(1)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void whatIsTakenAheadStaysWithinTheCap() {
    assertThat(decide(capped("0.8", Optional.empty()), take("0.01")).moves())
        .containsExactly(move("0", "0.1", true));
  }

  @Test
  void aSubmitThatIsCoveredByNowAsksNobody() {
    var funds = funds("0.01", new HeldSlice(ANN, OTHER));

    assertThat(decide(funds, new Wish.Ask(ANN, usd("0.01"))).answers())
        .containsExactly(new Answer.Looked(true, false));
    assertThat(decide(funds, new Wish.Ask(ANN, usd("0.02"))).answers())
        .containsExactly(new Answer.Looked(false, true));
  }

  @Test
  void anAccountThatDoesNotExistIsRefused() {
    var nobody = new Funds(Map.of(), List.of(), List.of(), Set.of());

    assertThat(((Answer.Refused) decide(nobody, take("0.01")).answers().getFirst()).fault().code())
        .isEqualTo(FaultCode.KEY_INVALID);
  }

  private static boolean asked(ExchangeDecision decision) {
    return ((Answer.Refused) decision.answers().getFirst()).asked();
  }

  private static ExchangeDecision decide(Funds funds, Wish... wishes) {
    return decide(funds, Map.of(ANN, Money.ZERO), wishes);
  }

  private static ExchangeDecision decide(Funds funds, Map<Spender, Money> offers, Wish... wishes) {
    return new ExchangeDecision(ME, List.of(wishes), offers, funds, SIZING);
  }

  private static Wish take(String dollars) {
    return new Wish.Take(ANN, usd(dollars));
  }

  private static Move move(String offered, String granted, boolean spare) {
    return new Move(ANN, usd(offered), usd(granted), spare);
  }

  private static Funds funds(String available, HeldSlice... spare) {
    return new Funds(Map.of(ACCOUNT, usd(available)), List.of(), List.of(spare), Set.of());
  }

  private static Funds capped(String amount, Optional<UUID> key) {
    var cap =
        new SpendCap(
            new UUID(9, 9),
            ACCOUNT,
            key,
            SpendCap.Period.TOTAL,
            usd(amount),
            Money.ZERO,
            Money.ZERO,
            LocalDate.EPOCH);
    return new Funds(Map.of(ACCOUNT, usd("100")), List.of(cap), List.of(), Set.of());
  }

  private static Money usd(String dollars) {
    return Money.parse(dollars);
  }
}
