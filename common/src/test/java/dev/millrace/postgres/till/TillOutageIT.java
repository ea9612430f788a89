package dev.millrace.postgres.till;

import static dev.millrace.postgres.till.Spending.await;
import static dev.millrace.postgres.till.Spending.granted;
import static dev.millrace.till.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.Spender;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Money;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.testing.Database;
import dev.millrace.till.Reservation;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database goes away, or its answer does. */
class TillOutageIT {
  private static final Database DATABASE = Database.apart("till_outage");

  private final PostgresTillStage stage = new PostgresTillStage(DATABASE);
  private final LossyWire wire = new LossyWire(Node.VERTX, DATABASE.server());
  private final Node node = Node.on(DATABASE, poolThrough(wire), Map.of());
  private final Spender spender = stage.spender(stage.account("8"));

  @AfterEach
  void stop() {
    wire.mend();
    node.till().stop();
    wire.close();
  }

  @Test
  void whatEndsWhileTheDatabaseIsAwayIsSettledOnceItIsBack() {
    var reservations = new ArrayList<Reservation>();
    for (int i = 0; i < 20; i++) {
      reservations.add(granted(node.till(), spender, "0.01"));
    }
    wire.cut();
    var settlings =
        reservations.stream()
            .map(r -> node.till().settle(r, aCall().charging("0.01").make()))
            .toList();
    assertThat(stage.calls(spender.account())).isZero();

    wire.mend();
    await(Uni.join().all(settlings).andFailFast());

    await(node.till().giveBackAll());
    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("7.8", "0"));
    assertThat(stage.calls(spender.account())).isEqualTo(20);
  }

  @Test
  void whatIsHeldHereIsSpentWhileTheDatabaseIsAwayAndNothingMore() {
    granted(node.till(), spender, "0.01");
    wire.cut();

    granted(node.till(), spender, "0.99");
    assertThatThrownBy(() -> granted(node.till(), spender, "0.01"))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> assertThat(e.fault().code()).isEqualTo(FaultCode.ENGINE_UNAVAILABLE));
  }

  @Test
  void aNodeThatCannotSayThatItLivesSpendsNothing() {
    granted(node.till(), spender, "0.01");
    wire.cut();

    node.clock().turn(Duration.ofSeconds(8));

    assertThatThrownBy(() -> granted(node.till(), spender, "0.01"))
        .isInstanceOf(FaultException.class);
  }

  /** Committed, but nobody here was told: neither lost nor taken twice. */
  @Test
  void anExchangeWhoseAnswerWasLostHappensOnce() {
    await(node.till().round());
    wire.loseNextCommit();
    assertThatThrownBy(() -> granted(node.till(), spender, "0.01"))
        .isInstanceOf(FaultException.class);
    assertThat(stage.slices(spender.account())).isEqualTo(Money.parse("1"));
    wire.mend();

    // The pool may hand out a connection once more that the lost answer has killed.
    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(() -> granted(node.till(), spender, "0.01"));

    assertThat(node.held()).isEqualTo(stage.slices(spender.account()));
    await(node.till().giveBackAll());
    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("8", "0.01"));
  }

  @Test
  void aReturnWhoseAnswerWasLostHappensOnce() {
    granted(node.till(), spender, "0.01");
    wire.loseNextCommit();
    assertThatThrownBy(() -> await(node.till().giveBackAll())).isInstanceOf(FaultException.class);
    assertThat(stage.slices(spender.account())).isEqualTo(Money.parse("0.01"));
    wire.mend();

    // The pool may hand out a connection once more that the lost answer has killed.
    Awaitility.await().ignoreExceptions().untilAsserted(() -> await(node.till().giveBackAll()));

    assertThat(stage.slices(spender.account())).isEqualTo(Money.parse("0.01"));
    assertThat(node.held()).isEqualTo(Money.parse("0.01"));
  }

  @Test
  void aSettlementWhoseAnswerWasLostIsChargedOnce() {
    var reservation = granted(node.till(), spender, "0.01");
    wire.loseNextCommit();

    var settling = node.till().settle(reservation, aCall().charging("0.01").make());
    wire.awaitLoss();
    wire.mend();
    await(settling);

    await(node.till().giveBackAll());
    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("7.99", "0"));
    assertThat(stage.calls(spender.account())).isEqualTo(1);
  }

  private static Pool poolThrough(LossyWire wire) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(4))
        .connectingTo(wire.server())
        .using(Node.VERTX)
        .build();
  }
}
