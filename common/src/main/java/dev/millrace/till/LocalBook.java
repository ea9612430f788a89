package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * What one node holds of accounts' credit, and how much of it is in use. It decides at once and
 * asks nobody: reservations never exceed what the node was granted.
 *
 * <p>Thread-safe. A node that was taken for dead begins a new book; reservations of the old one are
 * settled against the old one.
 */
public final class LocalBook {
  private final UUID node;
  private final Map<Spender, Slice> slices = new HashMap<>();

  /**
   * @param node whose slices these are
   */
  public LocalBook(UUID node) {
    this.node = node;
  }

  public UUID node() {
    return node;
  }

  /** Sets credit aside; empty when too little is free here. What costs nothing needs no slice. */
  public synchronized Optional<Reservation> reserve(Spender spender, Money amount, Instant now) {
    if (amount.equals(Money.ZERO)) {
      return Optional.of(reservation(spender, amount));
    }
    var slice = slices.get(spender);
    return slice != null && slice.reserve(amount.nanos(), now)
        ? Optional.of(reservation(spender, amount))
        : Optional.empty();
  }

  /** Takes all that is free of a slice out of use, to be given back; says how much that is. */
  public synchronized Money offer(Spender spender) {
    var slice = slices.get(spender);
    return slice == null ? Money.ZERO : new Money(slice.offer());
  }

  /** The exchange did not happen: what was offered is free again. */
  public synchronized void unoffer(Spender spender, Money offered) {
    var slice = slices.get(spender);
    if (slice != null) {
      slice.unoffer(offered.nanos());
    }
  }

  /**
   * An exchange was committed. What was granted in it and nobody waits for any more is free.
   *
   * @param reserved what of the grant is set aside, a reservation each, in this order
   */
  public synchronized List<Reservation> apply(
      ExchangeDecision.Move move, List<Money> reserved, Instant now) {
    var slice = slices.computeIfAbsent(move.spender(), spender -> new Slice(now));
    slice.giveUp(move.offered().nanos());
    slice.grow(move.granted().nanos());
    var reservations = new ArrayList<Reservation>();
    for (var amount : reserved) {
      if (!slice.reserve(amount.nanos(), now)) {
        throw new IllegalStateException("a grant does not cover what it was granted for");
      }
      reservations.add(reservation(move.spender(), amount));
    }
    forgetIfEmpty(move.spender(), slice);
    return reservations;
  }

  /** The call was settled: its credit has left the slice, whatever of it was charged. */
  public synchronized void settled(Reservation reservation) {
    var slice = slices.get(reservation.spender());
    if (slice != null) {
      slice.spend(reservation.amount().nanos());
      forgetIfEmpty(reservation.spender(), slice);
    }
  }

  /** There will be no call: its credit is free again. */
  public synchronized void released(Reservation reservation) {
    var slice = slices.get(reservation.spender());
    if (slice != null) {
      slice.release(reservation.amount().nanos());
    }
  }

  /** Who has something free here that was not used since then. */
  public synchronized List<Spender> idle(Instant usedBefore) {
    return those(
        entry -> entry.getValue().free() > 0 && entry.getValue().isUnusedSince(usedBefore));
  }

  /** Whose slices these are. */
  public synchronized List<Spender> all() {
    return List.copyOf(slices.keySet());
  }

  /** The slices of an account. */
  public synchronized List<Spender> of(AccountId account) {
    return those(entry -> entry.getKey().account().equals(account));
  }

  /** All that is held here, in use or not. */
  public synchronized Money held() {
    return new Money(slices.values().stream().mapToLong(Slice::amount).sum());
  }

  /** What is set aside for calls. */
  public synchronized Money reserved() {
    return new Money(slices.values().stream().mapToLong(Slice::reserved).sum());
  }

  /** What is free of one slice. */
  public synchronized Money free(Spender spender) {
    var slice = slices.get(spender);
    return slice == null ? Money.ZERO : new Money(slice.free());
  }

  public synchronized int slices() {
    return slices.size();
  }

  private List<Spender> those(Predicate<Map.Entry<Spender, Slice>> wanted) {
    return slices.entrySet().stream().filter(wanted).map(Map.Entry::getKey).toList();
  }

  private void forgetIfEmpty(Spender spender, Slice slice) {
    if (slice.isEmpty()) {
      slices.remove(spender);
    }
  }

  private static Reservation reservation(Spender spender, Money amount) {
    var random = ThreadLocalRandom.current();
    return new Reservation(new UUID(random.nextLong(), random.nextLong()), spender, amount);
  }
}
