package dev.millrace.postgres.till;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import dev.millrace.till.CreditRecall;
import dev.millrace.till.Wish;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Asks other nodes for credit that they hold idle, and answers when they ask. What wakes whoever
 * waits is the news that a node has answered.
 */
final class Recalls implements CreditRecall {
  private static final Logger LOG = Logger.getLogger(Recalls.class);

  private final Exchanges exchanges;
  private final NodeLife life;
  private final NewsBoard board = new NewsBoard();
  private final Duration within;
  private final TillMetrics metrics;

  Recalls(Exchanges exchanges, NodeLife life, TillConfig config, TillMetrics metrics) {
    this.exchanges = exchanges;
    this.life = life;
    this.within = config.recallWithin();
    this.metrics = metrics;
  }

  /** Tries again on news, until nobody may have anything left or the bound is over. */
  Uni<Exchanges.Result> insist(AccountId account, Supplier<Uni<Exchanges.Result>> attempt) {
    return insist(account, attempt, System.nanoTime() + within.toNanos());
  }

  private Uni<Exchanges.Result> insist(
      AccountId account, Supplier<Uni<Exchanges.Result>> attempt, long until) {
    var ear = board.listen(account);
    return attempt
        .get()
        .chain(
            result ->
                asked(result)
                    ? afterNews(ear, account, attempt, until)
                    : Uni.createFrom().item(result))
        .onTermination()
        .invoke(ear::close);
  }

  /** News may have got lost: so a last try decides, whether there were any or not. */
  private Uni<Exchanges.Result> afterNews(
      NewsBoard.Ear ear, AccountId account, Supplier<Uni<Exchanges.Result>> attempt, long until) {
    return news(ear, Duration.ofNanos(until - System.nanoTime()))
        .chain(heard -> heard ? insist(account, attempt, until) : attempt.get());
  }

  @Override
  public Uni<Boolean> recall(Spender spender, Money needed) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var ear = board.listen(spender.account());
              return look(spender, needed)
                  .chain(
                      result ->
                          asked(result)
                              ? newsOfEnough(ear, spender, needed)
                              : Uni.createFrom().item(isCovered(result)))
                  .onTermination()
                  .invoke(ear::close);
            });
  }

  private Uni<Boolean> newsOfEnough(NewsBoard.Ear ear, Spender spender, Money needed) {
    return news(ear, within)
        .chain(
            heard ->
                heard
                    ? Uni.createFrom().item(true)
                    : look(spender, needed).map(Recalls::isCovered));
  }

  private Uni<Exchanges.Result> look(Spender spender, Money needed) {
    return exchanges.add(new Wish.Ask(spender, needed));
  }

  /** Somebody asks for what is idle here; also when nothing is, so that nobody waits for us. */
  void answer(AccountId account) {
    life.book().of(account).forEach(spender -> giveBack(new Wish.GiveBack(spender)));
  }

  /** All that is not in use here. Fails when the database does not answer. */
  Uni<Void> giveBackAll() {
    var wishes = life.book().all().stream().map(Wish.GiveBack::new).map(exchanges::add).toList();
    return wishes.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(wishes).andFailFast().replaceWithVoid();
  }

  /** Nobody waits for it; what does not go back now goes back when it has been idle. */
  void giveBack(Wish.GiveBack wish) {
    exchanges
        .add(wish)
        .subscribe()
        .with(
            done -> {},
            failure ->
                LOG.debugf(
                    "credit not given back account=%s: %s", wish.account(), failure.getMessage()));
  }

  void tell(AccountId account) {
    board.tell(account);
  }

  private Uni<Boolean> news(NewsBoard.Ear ear, Duration left) {
    metrics.recalled();
    return left.isPositive() ? ear.hears(left) : Uni.createFrom().item(false);
  }

  private static boolean asked(Exchanges.Result result) {
    return switch (result) {
      case Exchanges.Result.Granted granted -> false;
      case Exchanges.Result.Refused refused -> refused.asked();
      case Exchanges.Result.GivenBack given -> false;
      case Exchanges.Result.Looked looked -> looked.asked();
    };
  }

  private static boolean isCovered(Exchanges.Result result) {
    return result instanceof Exchanges.Result.Looked(var covered, var asked) && covered;
  }
}
