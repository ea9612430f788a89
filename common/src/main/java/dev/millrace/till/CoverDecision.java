package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What pays for ended calls, decided under the locks of their accounts. Usually that is the slice
 * that they were reserved from. The slice of a node that was taken for dead has gone back to its
 * account: then what is available there pays, as far as it reaches, so that no account is ever
 * overdrawn.
 */
public final class CoverDecision {
  /** A call with what was reserved for it. */
  public record Bill(Reservation reservation, UUID node, EndedCall call) {
    public RequestId request() {
      return call.request();
    }

    Funds.HeldSlice slice() {
      return new Funds.HeldSlice(reservation.spender(), node);
    }
  }

  /**
   * A call as it is booked.
   *
   * @param held what is released with it
   * @param charged at the most {@code held}
   * @param fromSlice whether the slice held that; otherwise the account has to hold it first
   */
  public record Booked(Bill bill, Money held, Money charged, boolean fromSlice) {
    public Spender spender() {
      return bill.reservation().spender();
    }
  }

  private final Map<Funds.HeldSlice, Money> slices;
  private final Map<AccountId, Money> available;
  private final List<Booked> booked = new ArrayList<>();

  /**
   * @param known requests that stand in the history already: they are not booked again
   */
  public CoverDecision(
      List<Bill> bills,
      Map<Funds.HeldSlice, Money> slices,
      Map<AccountId, Money> available,
      Collection<RequestId> known) {
    this.slices = new HashMap<>(slices);
    this.available = new HashMap<>(available);
    var seen = new HashSet<>(known);
    for (var bill : bills) {
      if (seen.add(bill.request())) {
        booked.add(book(bill));
      }
    }
  }

  /** Those that are not in the history yet. */
  public List<Booked> booked() {
    return List.copyOf(booked);
  }

  private Booked book(Bill bill) {
    var reserved = bill.reservation().amount();
    var inSlice = slices.getOrDefault(bill.slice(), Money.ZERO);
    if (inSlice.covers(reserved)) {
      slices.put(bill.slice(), inSlice.minus(reserved));
      return new Booked(bill, reserved, bill.call().charge().min(reserved), true);
    }
    var account = bill.reservation().spender().account();
    var left = available.getOrDefault(account, Money.ZERO);
    var paid = bill.call().charge().min(reserved).min(left);
    available.put(account, left.minus(paid));
    return new Booked(bill, paid, paid, false);
  }
}
