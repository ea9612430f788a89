package dev.millrace.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.ledger.audit.Difference.Kind;
import dev.millrace.ledger.audit.RequestBooks.Ends;
import dev.millrace.money.Money;
import dev.millrace.money.Tariff;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestRulesTest {
  private static final String CARD = "per_output-1";
  private static final Tariff DOLLAR_AN_OUTPUT =
      usage -> new Money(Math.multiplyExact(usage.outputs(), Money.parse("1").nanos()));
  private static final Ends NONE = ends(0, 0, "0", "0", null);

  private final RequestRules rules =
      new RequestRules(name -> Optional.ofNullable(Map.of(CARD, DOLLAR_AN_OUTPUT).get(name)));

  @Test
  void aChargeThatItsUsageAndItsCardMakeIsFine() {
    assertThat(kinds(completed("2", "2", 2, ends(1, 0, "2", "2", CARD)))).isEmpty();
  }

  @Test
  void aChargeIsCutOffAtItsHold() {
    assertThat(kinds(completed("2", "2", 5, ends(1, 0, "2", "2", CARD)))).isEmpty();
  }

  @Test
  void aUsageThatNoAmountCanPayForIsTold() {
    assertThat(kinds(completed("2", "2", Long.MAX_VALUE, ends(1, 0, "2", "2", CARD))))
        .containsExactly(Kind.CHARGE);
  }

  @Test
  void aChargeThatIsNotWhatWasUsedIsTold() {
    var books = completed("5", "3", 2, ends(1, 0, "3", "5", CARD));

    assertThat(rules.differences(books))
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.kind()).isEqualTo(Kind.CHARGE);
              assertThat(difference.account()).isEqualTo(books.account());
              assertThat(difference.request()).contains(books.request());
              assertThat(difference.expected()).isEqualTo("2");
              assertThat(difference.found()).isEqualTo("3");
            });
  }

  @Test
  void aCompletedRequestWithoutItsChargeInTheLedgerIsTold() {
    assertThat(kinds(completed("2", "2", 2, NONE)))
        .containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.CHARGE_ENTRY, Kind.RELEASED);
  }

  @Test
  void twoChargesForOneRequestAreTold() {
    assertThat(kinds(completed("2", "2", 2, ends(2, 0, "4", "4", CARD))))
        .containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.CHARGE_ENTRY, Kind.RELEASED);
  }

  @Test
  void anEntryThatTookAnotherAmountIsTold() {
    assertThat(kinds(completed("2", "2", 2, ends(1, 0, "1.999999999", "2", CARD))))
        .containsExactly(Kind.CHARGE_ENTRY);
  }

  @Test
  void anEntryThatReleasedAnotherHoldIsTold() {
    assertThat(kinds(completed("3", "2", 2, ends(1, 0, "2", "2", CARD))))
        .containsExactly(Kind.RELEASED);
  }

  @Test
  void anEntryByAnotherCardIsTold() {
    assertThat(kinds(completed("2", "2", 2, ends(1, 0, "2", "2", "per_output-2"))))
        .containsExactly(Kind.RATE_CARD);
  }

  @Test
  void aCardThatWasNeverKeptIsTold() {
    var books =
        books(
            RequestStatus.COMPLETED,
            "2",
            "2",
            "gone-1",
            usage(2),
            ends(1, 0, "2", "2", "gone-1"),
            "0");

    assertThat(kinds(books)).containsExactly(Kind.RATE_CARD);
  }

  @Test
  void aCompletedRequestThatCostNothingReleasesItsHold() {
    assertThat(kinds(completed("2", "0", 0, ends(0, 1, "0", "2", null)))).isEmpty();
    assertThat(kinds(completed("2", "0", 0, NONE)))
        .containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.RELEASED);
  }

  @Test
  void aRequestThatHeldNothingNeedsNoEntry() {
    assertThat(kinds(completed("0", "0", 0, NONE))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = RequestStatus.class,
      names = {"FAILED", "CANCELLED"})
  void whatDidNotCompleteReleasesItsHoldAndPaysNothing(RequestStatus status) {
    assertThat(kinds(unpaid(status, ends(0, 1, "0", "2", null)))).isEmpty();
    assertThat(kinds(unpaid(status, NONE)))
        .containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.RELEASED);
    assertThat(kinds(unpaid(status, ends(1, 0, "2", "2", CARD))))
        .containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.CHARGE_ENTRY);
    assertThat(kinds(unpaid(status, ends(0, 1, "0", "1", null)))).containsExactly(Kind.RELEASED);
  }

  @ParameterizedTest
  @EnumSource(
      value = RequestStatus.class,
      names = {"IN_QUEUE", "IN_PROGRESS"})
  void whatIsUnderWayHasNoEntryYet(RequestStatus status) {
    assertThat(kinds(unpaid(status, NONE))).isEmpty();
    assertThat(kinds(unpaid(status, ends(0, 1, "0", "2", null))))
        .containsExactlyInAnyOrder(Kind.END_ENTRIES, Kind.RELEASED);
  }

  @Test
  void aRefundIsAtMostTheCharge() {
    var paid = ends(1, 0, "2", "2", CARD);

    assertThat(kinds(books(RequestStatus.COMPLETED, "2", "2", CARD, usage(2), paid, "2")))
        .isEmpty();
    assertThat(kinds(books(RequestStatus.COMPLETED, "2", "2", CARD, usage(2), paid, "2.1")))
        .containsExactly(Kind.REFUND);
    var released = ends(0, 1, "0", "2", null);
    assertThat(kinds(books(RequestStatus.FAILED, "2", "0", CARD, Optional.empty(), released, "1")))
        .containsExactly(Kind.REFUND);
  }

  @Test
  void aUsageThatCannotBeReadIsTold() {
    var paid = ends(1, 0, "2", "2", CARD);

    assertThat(kinds(books(RequestStatus.COMPLETED, "2", "2", CARD, Optional.of("{"), paid, "0")))
        .containsExactly(Kind.USAGE);
  }

  @Test
  void aChargeFromBeforeUsageWasKeptIsHeldAgainstItsEntryAlone() {
    var books =
        books(
            RequestStatus.COMPLETED,
            "2",
            "1",
            CARD,
            Optional.empty(),
            ends(1, 0, "1", "2", CARD),
            "0");

    assertThat(kinds(books)).isEmpty();
    assertThat(books.isUnproven()).isTrue();
    assertThat(completed("2", "2", 2, ends(1, 0, "2", "2", CARD)).isUnproven()).isFalse();
    assertThat(unpaid(RequestStatus.FAILED, NONE).isUnproven()).isFalse();
  }

  private List<Kind> kinds(RequestBooks books) {
    return rules.differences(books).stream().map(Difference::kind).toList();
  }

  private static RequestBooks completed(String held, String charged, long outputs, Ends ends) {
    return books(RequestStatus.COMPLETED, held, charged, CARD, usage(outputs), ends, "0");
  }

  private static RequestBooks unpaid(RequestStatus status, Ends ends) {
    return books(status, "2", "0", CARD, Optional.empty(), ends, "0");
  }

  private static Optional<String> usage(long outputs) {
    return Optional.of("{\"outputs\": %d}".formatted(outputs));
  }

  private static Ends ends(
      long charges, long releases, String charge, String released, String card) {
    return new Ends(
        charges, releases, Money.parse(charge), Money.parse(released), Optional.ofNullable(card));
  }

  private static RequestBooks books(
      RequestStatus status,
      String held,
      String charged,
      String card,
      Optional<String> usage,
      Ends ends,
      String refunded) {
    return new RequestBooks(
        new AccountId(UUID.randomUUID()),
        new RequestId(UUID.randomUUID()),
        status,
        Money.parse(held),
        Money.parse(charged),
        card,
        usage,
        ends,
        Money.parse(refunded));
  }
}
