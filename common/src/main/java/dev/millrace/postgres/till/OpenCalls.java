package dev.millrace.postgres.till;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.till.LocalBook;
import dev.millrace.till.Reservation;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Reservations whose calls have not ended, each with the book that it stands in. */
final class OpenCalls {
  /** From as many on, they share the processors and settlements are worth gathering. */
  static final int MANY = 4;

  private final Map<UUID, LocalBook> books = new ConcurrentHashMap<>();
  private final int most;

  OpenCalls(int most) {
    this.most = most;
  }

  Reservation add(Reservation reservation, LocalBook book) {
    books.put(reservation.id(), book);
    return reservation;
  }

  /** The call ends; empty when it has ended before. */
  Optional<LocalBook> end(Reservation reservation) {
    return Optional.ofNullable(books.remove(reservation.id()));
  }

  int count() {
    return books.size();
  }

  /**
   * Whether calls come side by side. One that comes after the other waits for whatever the
   * processors do beside it, so for it ten short settlements are better than a long one.
   */
  boolean areMany() {
    return books.size() >= MANY;
  }

  /** Throws a {@link FaultException} when no further call may begin. */
  void refuseIfFull(int unsettled) {
    if (books.size() + unsettled >= most) {
      throw new FaultException(
          FaultCode.OVERLOADED, "this node answers as many calls as it can; try again shortly");
    }
  }
}
