package dev.millrace.worker.money;

import dev.millrace.money.Money;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestStatus;
import java.util.List;
import java.util.UUID;

/**
 * What is written about the money of an account with one request.
 *
 * @param capHeld what its spend cap counts as under way
 * @param capSpent what its spend cap counts as spent
 * @param statement the sum of its ledger
 * @param ends entries of the request
 * @param days what is counted for its account
 */
record Books(
    Money balance,
    Money held,
    Money capHeld,
    Money capSpent,
    Money statement,
    List<End> ends,
    List<Day> days) {
  static final Money CREDIT = Money.parse("1");

  /** An entry in the ledger that says how a request ended. */
  record End(String kind, Money amount, Money released, String rateCard) {}

  /** A row of usage: one day, one key, one model. */
  record Day(UUID key, String model, long completed, long failed, long cancelled, Money charged) {}

  /** While the request is on its way. */
  static Books holding(Submission request) {
    var hold = request.hold();
    return new Books(CREDIT, hold, hold, Money.ZERO, CREDIT, List.of(), List.of());
  }

  /** Once it has ended so, whatever happened before. */
  static Books after(Submission request, RequestStatus status, Money charged) {
    var left = CREDIT.minus(charged);
    return new Books(
        left,
        Money.ZERO,
        Money.ZERO,
        charged,
        left,
        ends(request, charged),
        days(request, status, charged));
  }

  /** What was free held nothing, so there is nothing to say about it. */
  private static List<End> ends(Submission request, Money charged) {
    if (request.hold().equals(Money.ZERO)) {
      return List.of();
    }
    var kind = charged.equals(Money.ZERO) ? "release" : "charge";
    return List.of(new End(kind, Money.ZERO.minus(charged), request.hold(), request.rateCard()));
  }

  private static List<Day> days(Submission request, RequestStatus status, Money charged) {
    return List.of(
        new Day(
            request.key(),
            request.model().toString(),
            status == RequestStatus.COMPLETED ? 1 : 0,
            status == RequestStatus.FAILED ? 1 : 0,
            status == RequestStatus.CANCELLED ? 1 : 0,
            charged));
  }
}
