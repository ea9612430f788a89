package dev.millrace.till;

import static dev.millrace.till.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import dev.millrace.till.CoverDecision.Bill;
import dev.millrace.till.CoverDecision.Booked;
import dev.millrace.till.Funds.HeldSlice;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CoverDecisionTest {
  private static final UUID NODE = new UUID(0, 1);
  private static final AccountId ACCOUNT = new AccountId(new UUID(1, 1));
  private static final Spender ANN = new Spender(ACCOUNT, new UUID(2, 1));

  @Test
  void theSlicePaysForWhatWasReservedFromIt() {
    var bill = bill("0.1", "0.03");

    assertThat(cover("0.1", "0", bill)).containsExactly(booked(bill, "0.1", "0.03", true));
  }

  @Test
  void aChargeIsCutToItsReservation() {
    var bill = bill("0.1", "0.3");

    assertThat(cover("0.1", "5", bill)).containsExactly(booked(bill, "0.1", "0.1", true));
  }

  @Test
  void withoutItsSliceACallIsPaidFromWhatIsAvailable() {
    var bill = bill("0.1", "0.03");

    assertThat(cover("0", "1", bill)).containsExactly(booked(bill, "0.03", "0.03", false));
  }

  @Test
  void whatNothingCoversIsNotCharged() {
    var one = bill("0.1", "0.03");
    var two = bill("0.1", "0.03");
    var three = bill("0.1", "0.03");

    assertThat(cover("0", "0.04", one, two, three))
        .containsExactly(
            booked(one, "0.03", "0.03", false),
            booked(two, "0.01", "0.01", false),
            booked(three, "0", "0", false));
  }

  @Test
  void aCallIsBookedOnce() {
    var known = bill("0.1", "0.1");
    var twice = bill("0.1", "0.1");

    var decision =
        new CoverDecision(
            List.of(known, twice, twice),
            Map.of(new HeldSlice(ANN, NODE), Money.parse("1")),
            Map.of(),
            List.of(known.request()));

    assertThat(decision.booked()).extracting(Booked::bill).containsExactly(twice);
  }

  private static List<Booked> cover(String inSlice, String available, Bill... bills) {
    return new CoverDecision(
            List.of(bills),
            Map.of(new HeldSlice(ANN, NODE), Money.parse(inSlice)),
            Map.of(ACCOUNT, Money.parse(available)),
            List.of())
        .booked();
  }

  private static Bill bill(String reserved, String charge) {
    var reservation = new Reservation(UUID.randomUUID(), ANN, Money.parse(reserved));
    return new Bill(reservation, NODE, aCall().charging(charge).make());
  }

  private static Booked booked(Bill bill, String held, String charged, boolean fromSlice) {
    return new Booked(bill, Money.parse(held), Money.parse(charged), fromSlice);
  }
}
