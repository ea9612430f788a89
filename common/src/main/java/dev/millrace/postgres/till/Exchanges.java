package dev.millrace.postgres.till;

import dev.millrace.account.Spender;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Money;
import dev.millrace.postgres.queue.Futures;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.till.ExchangeDecision;
import dev.millrace.till.ExchangeDecision.Answer;
import dev.millrace.till.LocalBook;
import dev.millrace.till.Reservation;
import dev.millrace.till.Wish;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Exchanges credit with the database, one exchange at a time: while one is under way, the wishes of
 * the next one gather. An exchange whose answer was lost is not repeated; the next one sees by its
 * number whether it happened.
 */
final class Exchanges {
  /** What became of a wish here. */
  sealed interface Result {
    record Granted(Reservation reservation, LocalBook book) implements Result {}

    record Refused(Fault fault, boolean asked) implements Result {}

    record GivenBack() implements Result {}

    record Looked(boolean covered, boolean asked) implements Result {}
  }

  /** An exchange of which nobody knows whether it was committed. */
  private record Unsure(LocalBook book, long turn, ExchangeDecision decision) {}

  private final NodeLife life;
  private final ExchangeTransaction transaction;
  private final TillBounds bounds;
  private final InstantSource clock;
  private final GroupCommit<Wish, Result> batches;
  private final Duration within;
  private final AtomicReference<Optional<Unsure>> unsure = new AtomicReference<>(Optional.empty());

  Exchanges(
      NodeLife life,
      ExchangeTransaction transaction,
      TillBounds bounds,
      InstantSource clock,
      TillConfig config) {
    this.life = life;
    this.transaction = transaction;
    this.bounds = bounds;
    this.clock = clock;
    this.within = Patience.of(config);
    // Twice what may be open: a call and a return for each.
    int waiting = Math.max(config.maxOpen() * 2, config.maxBatch());
    this.batches =
        new GroupCommit<>(new GroupCommitLimits(config.maxBatch(), 1, waiting), this::exchange);
  }

  /** Fails with a {@link FaultException} when the database does not answer. */
  Uni<Result> add(Wish wish) {
    return batches.add(wish);
  }

  /** Slices of which something is out of use until another exchange tells what became of it. */
  List<Spender> inDoubt() {
    return unsure.get().stream()
        .flatMap(doubt -> doubt.decision().moves().stream())
        .map(ExchangeDecision.Move::spender)
        .toList();
  }

  private Uni<List<Result>> exchange(List<Wish> wishes) {
    return Uni.createFrom()
        .deferred(() -> once(wishes))
        .onFailure(FencedException.class)
        .recoverWithUni(() -> life.beat().chain(() -> once(wishes)))
        .onFailure(failure -> !(failure instanceof FaultException))
        .transform(Exchanges::away);
  }

  private Uni<List<Result>> once(List<Wish> wishes) {
    var book = life.book();
    var offers = offers(book, wishes);
    var attempt = new Attempt(book, wishes, offers);
    return Futures.uni(() -> transaction.run(attempt.terms(), attempt::decide))
        .map(attempt::committed)
        .ifNoItem()
        .after(within)
        .fail()
        .onFailure()
        .invoke(attempt::failed);
  }

  /** All that is free of the slices that are too small, or not used any more. */
  private static Map<Spender, Money> offers(LocalBook book, List<Wish> wishes) {
    var offers = new LinkedHashMap<Spender, Money>();
    for (var wish : wishes) {
      switch (wish) {
        case Wish.Take(var spender, var amount) -> offers.computeIfAbsent(spender, book::offer);
        case Wish.GiveBack(var spender) -> offers.computeIfAbsent(spender, book::offer);
        case Wish.Ask(var spender, var amount) -> {}
      }
    }
    return offers;
  }

  static FaultException away(Throwable cause) {
    return new FaultException(
        Fault.of(
            FaultCode.ENGINE_UNAVAILABLE,
            "credit for this call could not be set aside; try again in a moment"),
        cause);
  }

  /** One exchange, from what it offers to what became of it. */
  private final class Attempt {
    private final LocalBook book;
    private final List<Wish> wishes;
    private final Map<Spender, Money> offers;
    private ExchangeDecision decided;
    private long turn;
    private boolean over;

    Attempt(LocalBook book, List<Wish> wishes, Map<Spender, Money> offers) {
      this.book = book;
      this.wishes = wishes;
      this.offers = offers;
    }

    ExchangeTransaction.Terms terms() {
      var now = clock.instant();
      var accounts = wishes.stream().map(Wish::account).collect(Collectors.toSet());
      var keys = wishes.stream().map(wish -> wish.spender().key()).collect(Collectors.toSet());
      return new ExchangeTransaction.Terms(
          book.node(), accounts, keys, now, bounds.silentSince(now));
    }

    /** Whoever was not waited for any more must not commit: nobody would know of it. */
    synchronized ExchangeDecision decide(ExchangeTransaction.Found found) {
      if (over) {
        throw new IllegalStateException("this exchange was given up");
      }
      long latest = found.turn().orElseThrow();
      settleDoubt(latest);
      turn = latest + 1;
      decided = new ExchangeDecision(book.node(), wishes, offers, found.funds(), bounds.sizing());
      return decided;
    }

    /** The node's lock was waited for: by now the earlier exchange has happened or never will. */
    private void settleDoubt(long latest) {
      unsure
          .getAndSet(Optional.empty())
          .filter(doubt -> doubt.book().equals(book))
          .ifPresent(
              doubt -> {
                if (latest >= doubt.turn()) {
                  doubt.decision().moves().forEach(move -> apply(move, List.of()));
                } else {
                  doubt.decision().moves().forEach(m -> book.unoffer(m.spender(), m.offered()));
                }
              });
    }

    synchronized List<Result> committed(ExchangeDecision decision) {
      if (over) {
        return List.of();
      }
      over = true;
      var reserved = new HashMap<Spender, Deque<Reservation>>();
      for (var move : decision.moves()) {
        var amounts = decision.grantedTo(move.spender());
        reserved.put(move.spender(), new ArrayDeque<>(apply(move, amounts)));
      }
      return decision.answers().stream().map(answer -> result(answer, reserved)).toList();
    }

    private List<Reservation> apply(ExchangeDecision.Move move, List<Money> amounts) {
      return book.apply(move, amounts, clock.instant());
    }

    private Result result(Answer answer, Map<Spender, Deque<Reservation>> reserved) {
      return switch (answer) {
        case Answer.Granted(var spender, var amount) ->
            new Result.Granted(reserved.get(spender).removeFirst(), book);
        case Answer.Refused(var fault, var asked) -> new Result.Refused(fault, asked);
        case Answer.GivenBack given -> new Result.GivenBack();
        case Answer.Looked(var covered, var asked) -> new Result.Looked(covered, asked);
      };
    }

    synchronized void failed(Throwable failure) {
      if (over) {
        return;
      }
      over = true;
      if (decided == null || decided.moves().isEmpty()) {
        offers.forEach(book::unoffer);
      } else {
        unsure.set(Optional.of(new Unsure(book, turn, decided)));
      }
      if (failure instanceof FencedException) {
        life.fenced(book);
      }
    }
  }
}
