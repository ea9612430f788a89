package dev.millrace.till;

import static dev.millrace.till.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.Spender;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.till.Till.Reserved;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every Till promises, seen from two processes. */
public abstract class TillContract {
  private static final Duration SOON = Duration.ofSeconds(30);

  protected abstract TillStage stage();

  protected abstract Till here();

  protected abstract Till there();

  /** All that no call uses goes back, as it does after a while. */
  protected abstract void giveBackWhatIsIdle();

  @Test
  void aCallIsChargedAndStandsInTheHistory() {
    var spender = spender("1");

    var reservation = granted(here(), spender, "0.1");
    settle(here(), reservation, aCall().charging("0.03").make());

    assertThat(settledPurse(spender)).isEqualTo(Purse.of("0.97", "0"));
    assertThat(stage().calls(spender.account())).isEqualTo(1);
  }

  @Test
  void whatIsReservedIsHeld() {
    var spender = spender("0.1");

    granted(here(), spender, "0.1");

    assertThat(stage().purse(spender.account())).isEqualTo(Purse.of("0.1", "0.1"));
  }

  @Test
  void aFailedCallCostsNothing() {
    var spender = spender("0.1");

    settle(here(), granted(here(), spender, "0.1"), aCall().failed().make());

    assertThat(settledPurse(spender)).isEqualTo(Purse.of("0.1", "0"));
    assertThat(stage().calls(spender.account())).isEqualTo(1);
  }

  @Test
  void aChargeIsCutToItsReservation() {
    var spender = spender("1");

    settle(here(), granted(here(), spender, "0.1"), aCall().charging("0.5").make());

    assertThat(settledPurse(spender)).isEqualTo(Purse.of("0.9", "0"));
  }

  @Test
  void settlingTwiceChangesNothing() {
    var spender = spender("1");
    var reservation = granted(here(), spender, "0.1");
    var call = aCall().charging("0.1").make();
    settle(here(), reservation, call);

    settle(here(), reservation, call);
    settle(here(), reservation, aCall().charging("0.1").make());

    assertThat(settledPurse(spender)).isEqualTo(Purse.of("0.9", "0"));
    assertThat(stage().calls(spender.account())).isEqualTo(1);
  }

  @Test
  void theLastCentIsSpent() {
    var spender = spender("0.03");

    for (int i = 0; i < 3; i++) {
      settle(here(), granted(here(), spender, "0.01"), aCall().charging("0.01").make());
    }

    assertThat(refusal(here(), spender, "0.000000001").code())
        .isEqualTo(FaultCode.INSUFFICIENT_BALANCE);
    assertThat(settledPurse(spender)).isEqualTo(Purse.of("0", "0"));
  }

  @Test
  void aRefusalSaysWhatIsNeededAndWhatThereIs() {
    var spender = spender("0.5");

    var fault = refusal(here(), spender, "0.6");

    assertThat(fault.code()).isEqualTo(FaultCode.INSUFFICIENT_BALANCE);
    assertThat(fault.details()).containsEntry("needed", "0.6").containsEntry("available", "0.5");
    assertThat(stage().purse(spender.account())).isEqualTo(Purse.of("0.5", "0"));
  }

  @Test
  void whatCostsNothingNeedsNoCredit() {
    var spender = spender("0");

    settle(here(), granted(here(), spender, "0"), aCall().make());

    assertThat(stage().purse(spender.account())).isEqualTo(Purse.of("0", "0"));
    assertThat(stage().calls(spender.account())).isEqualTo(1);
  }

  /** The other process took a slice ahead, of which a single call is in use. */
  @Test
  void whatAnotherProcessHoldsIdleIsAskedBack() {
    var spender = spender("1");
    granted(there(), spender, "0.01");

    var reservation = granted(here(), spender, "0.99");

    assertThat(reservation.amount()).isEqualTo(Money.parse("0.99"));
    assertThat(stage().purse(spender.account())).isEqualTo(Purse.of("1", "1"));
  }

  @Test
  void anotherKeyOfTheAccountGetsWhatTheFirstDoesNotUse() {
    var one = spender("1");
    var other = stage().spender(one.account());
    granted(here(), one, "0.01");

    granted(here(), other, "0.99");

    assertThat(stage().purse(one.account())).isEqualTo(Purse.of("1", "1"));
  }

  @Test
  void twoHundredOverTwoProcessesSpendExactlyWhatThereIs() {
    var spender = spender("0.37");

    var answers =
        await(
            Uni.join()
                .all(
                    IntStream.range(0, 200)
                        .mapToObj(i -> i % 2 == 0 ? here() : there())
                        .map(till -> spend(till, spender))
                        .toList())
                .andFailFast());

    assertThat(answers).filteredOn(spent -> spent).hasSize(37);
    assertThat(settledPurse(spender)).isEqualTo(Purse.of("0", "0"));
    assertThat(stage().calls(spender.account())).isEqualTo(37);
  }

  @Test
  void aCapBoundsAllProcessesTogether() {
    var spender = spender("10");
    stage().cap(spender.account(), "0.05");

    var answers =
        await(
            Uni.join()
                .all(
                    IntStream.range(0, 20)
                        .mapToObj(i -> i % 2 == 0 ? here() : there())
                        .map(till -> spend(till, spender))
                        .toList())
                .andFailFast());

    assertThat(answers).filteredOn(spent -> spent).hasSize(5);
    assertThat(refusal(here(), spender, "0.01").code()).isEqualTo(FaultCode.SPEND_CAP_REACHED);
    assertThat(settledPurse(spender)).isEqualTo(Purse.of("9.95", "0"));
  }

  private static Uni<Boolean> spend(Till till, Spender spender) {
    return till.reserve(spender, Money.parse("0.01"))
        .chain(
            reserved ->
                switch (reserved) {
                  case Reserved.Granted(var reservation) ->
                      till.settle(reservation, aCall().charging("0.01").make()).replaceWith(true);
                  case Reserved.Refused refused -> Uni.createFrom().item(false);
                });
  }

  private Spender spender(String balance) {
    return stage().spender(stage().account(balance));
  }

  private Purse settledPurse(Spender spender) {
    giveBackWhatIsIdle();
    return stage().purse(spender.account());
  }

  protected static Reservation granted(Till till, Spender spender, String dollars) {
    var reserved = await(till.reserve(spender, Money.parse(dollars)));
    assertThat(reserved).isInstanceOf(Reserved.Granted.class);
    return ((Reserved.Granted) reserved).reservation();
  }

  protected static Fault refusal(Till till, Spender spender, String dollars) {
    var reserved = await(till.reserve(spender, Money.parse(dollars)));
    assertThat(reserved).isInstanceOf(Reserved.Refused.class);
    return ((Reserved.Refused) reserved).fault();
  }

  protected static void settle(Till till, Reservation reservation, EndedCall call) {
    await(till.settle(reservation, call));
  }

  protected static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
