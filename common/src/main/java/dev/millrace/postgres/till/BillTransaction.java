package dev.millrace.postgres.till;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.file.RequestFiles;
import dev.millrace.money.Money;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.postgres.queue.Refusals;
import dev.millrace.postgres.queue.Transaction;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.till.CoverDecision;
import dev.millrace.till.CoverDecision.Bill;
import dev.millrace.till.EndedCall;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Settles ended calls: their rows, what the slices held for them, and the booking, in one
 * transaction. A call that is settled already is left alone, so that doing it again is safe.
 */
final class BillTransaction {
  /** What became of a bill. */
  enum Paid {
    /** Its slice paid, or it was settled before. */
    COVERED,
    /** Its slice was gone: what was available paid, perhaps not all of it. */
    UNCOVERED,
    /** The database refuses it for what it holds, in any form. Its slice is as it was. */
    REFUSED
  }

  private static final Logger LOG = Logger.getLogger(BillTransaction.class);

  private static final Fault NOT_KEPT =
      Fault.of(
          FaultCode.UNKNOWN,
          "What came of this call could not be kept; our log has it under its id.");

  private final Transaction transaction;
  private final Duration within;
  private final Refusals<Bill, Paid> refusals;

  /**
   * Settles in this kind of transaction.
   *
   * @param within after which a transaction that says nothing has failed
   */
  BillTransaction(Transaction transaction, Duration within) {
    this.transaction = transaction;
    this.within = within;
    this.refusals = new Refusals<>(this::together, this::alone);
  }

  /** Fails only when the database does not answer; then all of it is to be done again. */
  Uni<List<Paid>> settle(List<Bill> bills) {
    return refusals.run(bills);
  }

  private Uni<List<Paid>> together(List<Bill> bills) {
    return Futures.uni(
            () ->
                transaction.run(
                    connection -> BillStatements.read(connection, bills),
                    (connection, decision) ->
                        BillStatements.write(connection, decision.booked())
                            .map(written -> paid(bills, decision))))
        .ifNoItem()
        .after(within)
        .fail();
  }

  /** What could not be kept as it is fails by a fault of ours, which holds nothing from outside. */
  private Uni<Paid> alone(Bill bill, Throwable refusal) {
    if (!Refusals.isRefusal(refusal)) {
      return Uni.createFrom().failure(refusal);
    }
    LOG.errorf(
        refusal,
        "the database refuses a call for what it holds; it is kept as failed instead request=%s",
        bill.request());
    return together(List.of(new Bill(bill.reservation(), bill.node(), failed(bill.call()))))
        .map(List::getFirst)
        .onFailure(Refusals::isRefusal)
        .recoverWithItem(again -> givenUp(bill, again));
  }

  private static Paid givenUp(Bill bill, Throwable refusal) {
    LOG.errorf(
        refusal,
        "a call cannot be settled at all and is given up; its charge is lost request=%s account=%s",
        bill.request(),
        bill.reservation().spender().account());
    return Paid.REFUSED;
  }

  private static EndedCall failed(EndedCall call) {
    return new EndedCall(
        call.request(),
        call.model(),
        call.rateCard(),
        RequestStatus.FAILED,
        Money.ZERO,
        Optional.empty(),
        Optional.empty(),
        Optional.of(NOT_KEPT),
        Optional.empty(),
        "{}",
        Optional.empty(),
        List.of(),
        RequestFiles.NONE,
        false,
        Optional.empty(),
        "unknown",
        call.startedAt(),
        call.endedAt(),
        call.basis());
  }

  private static List<Paid> paid(List<Bill> bills, CoverDecision decision) {
    Set<RequestId> uncovered =
        decision.booked().stream()
            .filter(booked -> !booked.fromSlice())
            .map(booked -> booked.bill().request())
            .collect(Collectors.toSet());
    return bills.stream()
        .map(bill -> uncovered.contains(bill.request()) ? Paid.UNCOVERED : Paid.COVERED)
        .toList();
  }
}
