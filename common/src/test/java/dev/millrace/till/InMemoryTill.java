package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.Spender;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.queue.Stage.Purse;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A till for tests: keeps the contract without slices, because nobody else holds anything. */
public final class InMemoryTill implements Till, TillStage {
  private final Map<AccountId, Purse> purses = new HashMap<>();
  private final Map<AccountId, SpendCap> caps = new HashMap<>();
  private final Map<UUID, Reservation> open = new HashMap<>();
  private final Map<AccountId, List<EndedCall>> ended = new HashMap<>();
  private final Set<UUID> settled = new HashSet<>();

  @Override
  public synchronized Uni<Reserved> reserve(Spender spender, Money amount) {
    var refusal = refusal(spender, amount);
    if (refusal.isPresent()) {
      return Uni.createFrom().item(new Reserved.Refused(refusal.get()));
    }
    hold(spender.account(), amount);
    var reservation = new Reservation(UUID.randomUUID(), spender, amount);
    open.put(reservation.id(), reservation);
    return Uni.createFrom().item(new Reserved.Granted(reservation));
  }

  private Optional<Fault> refusal(Spender spender, Money needed) {
    var purse = purses.get(spender.account());
    if (purse == null) {
      return Optional.of(Fault.of(FaultCode.KEY_INVALID, "no such account"));
    }
    var available = purse.balance().minus(purse.held());
    if (!available.covers(needed)) {
      return Optional.of(
          Fault.of(FaultCode.INSUFFICIENT_BALANCE, "needs more than there is")
              .with("needed", needed.toString())
              .with("available", available.toString()));
    }
    return Optional.ofNullable(caps.get(spender.account()))
        .filter(cap -> !cap.left().covers(needed))
        .map(cap -> cap.reached(needed));
  }

  private void hold(AccountId account, Money amount) {
    purses.computeIfPresent(account, (a, p) -> new Purse(p.balance(), p.held().plus(amount)));
    caps.computeIfPresent(account, (a, cap) -> cap.holding(amount));
  }

  @Override
  public synchronized Uni<Void> settle(Reservation reservation, EndedCall call) {
    if (open.remove(reservation.id()) != null && settled.add(call.request().value())) {
      var account = reservation.spender().account();
      hold(account, Money.ZERO.minus(reservation.amount()));
      var charge = call.charge().min(reservation.amount());
      purses.computeIfPresent(account, (a, p) -> new Purse(p.balance().minus(charge), p.held()));
      caps.computeIfPresent(account, (a, cap) -> spent(cap, charge));
      ended.computeIfAbsent(account, a -> new ArrayList<>()).add(call);
    }
    return Uni.createFrom().voidItem();
  }

  private static SpendCap spent(SpendCap cap, Money charge) {
    return new SpendCap(
        cap.id(),
        cap.account(),
        cap.key(),
        cap.period(),
        cap.amount(),
        cap.held(),
        cap.spent().plus(charge),
        cap.spentOn());
  }

  /** Reservations whose calls have not been settled. */
  public synchronized List<Reservation> open() {
    return List.copyOf(open.values());
  }

  /** Calls that were settled, in their order. */
  public synchronized List<EndedCall> ended(AccountId account) {
    return List.copyOf(ended.getOrDefault(account, List.of()));
  }

  /** Gives an account that a test knows already its balance. */
  public synchronized void fund(AccountId account, String balance) {
    purses.put(account, Purse.of(balance, "0"));
  }

  @Override
  public synchronized AccountId account(String balance) {
    var account = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    fund(account, balance);
    return account;
  }

  @Override
  public Spender spender(AccountId account) {
    return new Spender(account, UUID.randomUUID());
  }

  @Override
  public synchronized void cap(AccountId account, String amount) {
    caps.put(
        account,
        new SpendCap(
            UUID.randomUUID(),
            account,
            Optional.empty(),
            SpendCap.Period.DAY,
            Money.parse(amount),
            Money.ZERO,
            Money.ZERO,
            LocalDate.now(ZoneOffset.UTC)));
  }

  @Override
  public synchronized Purse purse(AccountId account) {
    return purses.get(account);
  }

  @Override
  public int calls(AccountId account) {
    return ended(account).size();
  }
}
