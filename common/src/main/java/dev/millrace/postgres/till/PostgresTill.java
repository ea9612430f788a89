package dev.millrace.postgres.till;

import dev.millrace.account.Spender;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Money;
import dev.millrace.payload.PayloadStore;
import dev.millrace.postgres.BoundedPool;
import dev.millrace.postgres.queue.Transaction;
import dev.millrace.provider.Pause;
import dev.millrace.queue.Spacing;
import dev.millrace.till.CoverDecision.Bill;
import dev.millrace.till.CreditRecall;
import dev.millrace.till.EndedCall;
import dev.millrace.till.LocalBook;
import dev.millrace.till.Reservation;
import dev.millrace.till.Till;
import dev.millrace.till.Wish;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A node's till: spends its slices at once, and exchanges and settles in PostgreSQL. */
@ApplicationScoped
public class PostgresTill implements Till, CreditRecall {
  private static final String OTHER = "a wish for credit is granted or refused";

  private final InstantSource clock;
  private final NodeLife life;
  private final Exchanges exchanges;
  private final Settlements settlements;
  private final Recalls recalls;
  private final OpenCalls open;
  private final TillMetrics metrics;
  private final Duties duties;
  private final TillRounds rounds;
  private final GracefulEnd end;

  @Inject
  PostgresTill(
      Pool pool,
      BoundedPool hosts,
      Vertx vertx,
      InstantSource clock,
      TillConfig config,
      MeterRegistry registry,
      PayloadStore payloads) {
    this(pool, hosts::firstHost, vertx, clock, config, registry, payloads);
  }

  /** Makes a till without an application around it, with all payloads in rows. */
  PostgresTill(
      Pool pool,
      Supplier<PgConnectOptions> server,
      Vertx vertx,
      InstantSource clock,
      TillConfig config,
      MeterRegistry registry) {
    this(pool, server, vertx, clock, config, registry, PayloadStore.none());
  }

  /**
   * Makes a till without an application around it.
   *
   * @param server where nodes hear each other; asked for when the till starts
   */
  PostgresTill(
      Pool pool,
      Supplier<PgConnectOptions> server,
      Vertx vertx,
      InstantSource clock,
      TillConfig config,
      MeterRegistry registry,
      PayloadStore payloads) {
    var bounds = TillBounds.of(config);
    var transaction = new Transaction(pool, config.transactionTimeout());
    this.clock = clock;
    this.metrics = new TillMetrics(registry);
    this.life = new NodeLife(new NodeStatements(pool, Patience.of(config)), bounds, clock);
    this.exchanges =
        new Exchanges(life, new ExchangeTransaction(transaction), bounds, clock, config);
    this.open = new OpenCalls(config.maxOpen());
    this.settlements =
        new Settlements(
            new BillTransaction(transaction, Patience.of(config)),
            config,
            payloads,
            new Spacing(config.settlementsApart(), clock, open::areMany),
            new Pause(vertx));
    this.recalls = new Recalls(exchanges, life, config, metrics);
    this.duties = new Duties(life, exchanges, recalls, bounds, clock);
    this.rounds =
        new TillRounds(
            vertx,
            duties,
            () -> new TillChannel(vertx, server.get(), recalls::answer, recalls::tell),
            config.heartbeatEvery());
    this.end = new GracefulEnd(life, recalls, settlements, open, config.drainWithin());
    metrics.watch(() -> life.book().held(), () -> life.book().reserved(), settlements::waiting);
  }

  /** Begins to say that this node lives, to answer recalls and to give back what is idle. */
  public void start() {
    rounds.start();
  }

  /**
   * Settles what has ended, gives back what is not in use and says good-bye. Blocks, each step for
   * a bounded time.
   */
  public void stop() {
    rounds.stop();
    metrics.givenUp(end.now());
  }

  /** What this node is called now; another name once it was taken for dead. */
  public UUID node() {
    return life.book().node();
  }

  /** Says that this node lives, and gives back what has been idle. */
  Uni<Void> round() {
    return duties.round();
  }

  /** Gives back all that no call uses. */
  Uni<Void> giveBackAll() {
    return recalls.giveBackAll();
  }

  @Override
  public Uni<Reserved> reserve(Spender spender, Money amount) {
    if (!amount.covers(Money.ZERO)) {
      throw new IllegalArgumentException("no call costs less than nothing: " + amount);
    }
    return Uni.createFrom()
        .emitter(
            emitter -> {
              var wanted = new AtomicBoolean(true);
              emitter.onTermination(() -> wanted.set(false));
              reserved(spender, amount)
                  .subscribe()
                  .with(
                      reserved -> {
                        if (wanted.getAndSet(false)) {
                          emitter.complete(reserved);
                        } else {
                          leave(reserved);
                        }
                      },
                      emitter::fail);
            });
  }

  private Uni<Reserved> reserved(Spender spender, Money amount) {
    return Uni.createFrom()
        .deferred(
            () -> {
              refuseIfFull();
              return life.maySpend()
                  ? here(spender, amount)
                  : life.beat().chain(() -> here(spender, amount));
            })
        .onFailure(failure -> !(failure instanceof FaultException))
        .transform(Exchanges::away);
  }

  private void refuseIfFull() {
    open.refuseIfFull(settlements.waiting());
    if (settlements.isFull()) {
      throw new FaultException(
          FaultCode.OVERLOADED,
          "answered calls wait to be written down, and no more are begun meanwhile; try again"
              + " shortly");
    }
  }

  private Uni<Reserved> here(Spender spender, Money amount) {
    var book = life.book();
    return book.reserve(spender, amount, clock.instant())
        .map(reservation -> Uni.createFrom().<Reserved>item(granted(reservation, book)))
        .orElseGet(() -> elsewhere(spender, amount));
  }

  private Uni<Reserved> elsewhere(Spender spender, Money amount) {
    return recalls
        .insist(spender.account(), () -> exchanges.add(new Wish.Take(spender, amount)))
        .map(
            result ->
                switch (result) {
                  case Exchanges.Result.Granted(var reservation, var book) ->
                      granted(reservation, book);
                  case Exchanges.Result.Refused(var fault, var asked) ->
                      new Reserved.Refused(fault);
                  case Exchanges.Result.GivenBack given -> throw new IllegalStateException(OTHER);
                  case Exchanges.Result.Looked looked -> throw new IllegalStateException(OTHER);
                });
  }

  private Reserved granted(Reservation reservation, LocalBook book) {
    return new Reserved.Granted(open.add(reservation, book));
  }

  /** Whoever asked has gone meanwhile: there will be no call. */
  private void leave(Reserved reserved) {
    if (reserved instanceof Reserved.Granted(var reservation)) {
      open.end(reservation).ifPresent(book -> release(reservation, book));
    }
  }

  private void release(Reservation reservation, LocalBook book) {
    book.released(reservation);
    recalls.giveBack(new Wish.GiveBack(reservation.spender()));
  }

  @Override
  public Uni<Void> settle(Reservation reservation, EndedCall call) {
    var book = open.end(reservation);
    if (book.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var settled =
        settlements
            .settle(new Bill(reservation, book.get().node(), call))
            .thenAccept(paid -> paid(reservation, book.get(), paid));
    return Uni.createFrom().completionStage(settled);
  }

  private void paid(Reservation reservation, LocalBook book, BillTransaction.Paid paid) {
    switch (paid) {
      case COVERED -> book.settled(reservation);
      case UNCOVERED -> metrics.uncovered();
      case REFUSED -> {
        metrics.givenUp(1);
        release(reservation, book);
      }
    }
  }

  @Override
  public Uni<Boolean> recall(Spender spender, Money needed) {
    return recalls.recall(spender, needed);
  }
}
