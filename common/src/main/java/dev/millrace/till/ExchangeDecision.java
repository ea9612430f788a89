package dev.millrace.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.Spender;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a node gets for its wishes, decided under the locks of their accounts. What it offers is
 * available first, to itself as to everybody. A wish is granted as a whole or not at all, in the
 * order of arrival, so that two nodes never sit on half of what each of them needs.
 */
public final class ExchangeDecision {
  /**
   * How one slice changes.
   *
   * @param offered what of it goes back
   * @param granted what is taken anew
   * @param spare whether something of it may not be in use afterwards
   */
  public record Move(Spender spender, Money offered, Money granted, boolean spare) {
    public long delta() {
      return granted.nanos() - offered.nanos();
    }
  }

  /** What became of a wish. */
  public sealed interface Answer {
    /** Its credit is set aside. */
    record Granted(Spender spender, Money amount) implements Answer {}

    /**
     * Credit or cap do not cover it.
     *
     * @param asked whether others were asked for what they hold idle: trying again may help
     */
    record Refused(Fault fault, boolean asked) implements Answer {}

    /** What was not in use is given back. */
    record GivenBack() implements Answer {}

    /**
     * Nothing is set aside.
     *
     * @param covered whether there is enough
     * @param asked whether others were asked for more
     */
    record Looked(boolean covered, boolean asked) implements Answer {}
  }

  private final UUID node;
  private final Map<Spender, Money> offers;
  private final Funds funds;
  private final SliceSizing sizing;
  private final Map<AccountId, Money> available;
  private final List<SpendCap> caps;
  private final Map<Spender, Money> taken = new LinkedHashMap<>();
  private final Map<Spender, Money> surplus = new HashMap<>();
  private final Set<AccountId> refused = new HashSet<>();
  private final Set<AccountId> asks = new HashSet<>();
  private final List<Answer> answers = new ArrayList<>();

  /**
   * @param offers what this node puts back into the accounts first
   */
  public ExchangeDecision(
      UUID node, List<Wish> wishes, Map<Spender, Money> offers, Funds funds, SliceSizing sizing) {
    this.node = node;
    this.offers = Map.copyOf(offers);
    this.funds = funds;
    this.sizing = sizing;
    this.available = new HashMap<>(funds.available());
    this.caps = new ArrayList<>(funds.caps());
    offers.forEach((spender, amount) -> shift(spender, amount.nanos()));
    wishes.forEach(wish -> answers.add(answer(wish)));
    taken.keySet().forEach(this::takeAhead);
  }

  /** In the order of the wishes. */
  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** The slices that change, or that were offered though nothing of them was free. */
  public List<Move> moves() {
    var spenders = new HashSet<>(offers.keySet());
    spenders.addAll(taken.keySet());
    return spenders.stream().map(this::move).toList();
  }

  /** What was granted for calls of one slice, in the order of their arrival. */
  public List<Money> grantedTo(Spender spender) {
    return answers.stream()
        .filter(Answer.Granted.class::isInstance)
        .map(Answer.Granted.class::cast)
        .filter(granted -> granted.spender().equals(spender))
        .map(Answer.Granted::amount)
        .toList();
  }

  /** Accounts of which everybody is to be asked for what is not in use. */
  public Set<AccountId> asks() {
    return Set.copyOf(asks);
  }

  private Move move(Spender spender) {
    var ahead = surplus.getOrDefault(spender, Money.ZERO);
    return new Move(
        spender,
        offers.getOrDefault(spender, Money.ZERO),
        taken.getOrDefault(spender, Money.ZERO).plus(ahead),
        ahead.nanos() > 0);
  }

  private Answer answer(Wish wish) {
    return switch (wish) {
      case Wish.Take(var spender, var amount) -> take(spender, amount);
      case Wish.GiveBack(var spender) -> new Answer.GivenBack();
      case Wish.Ask(var spender, var amount) -> look(spender, amount);
    };
  }

  private Answer look(Spender spender, Money amount) {
    boolean covered = refusal(spender, amount).isEmpty();
    return new Answer.Looked(covered, !covered && ask(spender.account()));
  }

  private Answer take(Spender spender, Money amount) {
    var refusal = refusal(spender, amount);
    if (refusal.isPresent()) {
      refused.add(spender.account());
      return new Answer.Refused(refusal.get(), ask(spender.account()));
    }
    shift(spender, -amount.nanos());
    taken.merge(spender, amount, Money::plus);
    return new Answer.Granted(spender, amount);
  }

  private Optional<Fault> refusal(Spender spender, Money amount) {
    var left = available.get(spender.account());
    if (left == null) {
      return Optional.of(
          Fault.of(FaultCode.KEY_INVALID, "the account of this key does not exist any more"));
    }
    if (!left.covers(amount)) {
      return Optional.of(insufficient(amount, left));
    }
    return tightestCap(spender)
        .filter(cap -> !cap.left().covers(amount))
        .map(cap -> cap.reached(amount));
  }

  private Optional<SpendCap> tightestCap(Spender spender) {
    return caps.stream()
        .filter(cap -> cap.bounds(spender.account(), spender.key()))
        .min(Comparator.comparing(SpendCap::left));
  }

  /** Whether anybody, this node with its other slices included, may have something left. */
  private boolean ask(AccountId account) {
    boolean worthIt = funds.spare().stream().anyMatch(slice -> mayGive(slice, account));
    if (worthIt) {
      asks.add(account);
    }
    return worthIt;
  }

  private boolean mayGive(Funds.HeldSlice slice, AccountId account) {
    boolean offeredNow = slice.node().equals(node) && offers.containsKey(slice.spender());
    return slice.spender().account().equals(account) && !offeredNow;
  }

  /** Nothing is taken ahead while anybody wants of the same account what it cannot have. */
  private void takeAhead(Spender spender) {
    var account = spender.account();
    if (refused.contains(account) || asks.contains(account) || funds.recalled().contains(account)) {
      return;
    }
    var needed = taken.get(spender);
    var left = available.get(account);
    var most = tightestCap(spender).map(cap -> left.min(cap.left())).orElse(left);
    var ahead = sizing.surplus(needed, most.plus(needed));
    surplus.put(spender, ahead);
    shift(spender, -ahead.nanos());
  }

  private void shift(Spender spender, long nanos) {
    available.computeIfPresent(spender.account(), (account, money) -> money.plus(new Money(nanos)));
    caps.replaceAll(
        cap -> cap.bounds(spender.account(), spender.key()) ? cap.holding(new Money(-nanos)) : cap);
  }

  private static Fault insufficient(Money needed, Money available) {
    return Fault.of(
            FaultCode.INSUFFICIENT_BALANCE,
            "this call may cost up to %s USD and %s USD is available; top up or wait for running requests to end"
                .formatted(needed, available))
        .with("needed", needed.toString())
        .with("available", available.toString());
  }
}
