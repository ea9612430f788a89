package dev.millrace.postgres.till;

import static dev.millrace.postgres.till.Spending.await;
import static dev.millrace.postgres.till.Spending.granted;
import static dev.millrace.postgres.till.Spending.refused;
import static dev.millrace.postgres.till.Spending.settle;
import static dev.millrace.till.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.Spender;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import dev.millrace.till.LostSlices.Returned;
import dev.millrace.till.Till.Reserved;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nodes that fall silent, come back late, are asked for credit, and stop. */
class NodesIT {
  /** A database of its own: another test's nodes must not be taken for dead, nor be counted. */
  private static final Database DATABASE = Database.apart("till_nodes");

  private static final Duration LONG = Duration.ofMinutes(1);

  private final PostgresTillStage stage = new PostgresTillStage(DATABASE);
  private final PostgresLostSlices lost =
      new PostgresLostSlices(DATABASE.pool(), Settings.of(TillConfig.class, Map.of()));

  @Test
  void whatADeadNodeHeldGoesBackToTheAccounts() {
    var spender = spender("8");
    var node = node(Map.of());
    granted(node.till(), spender, "0.01");
    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("8", "1"));

    var returned = await(lost.giveBack(node.clock().instant().plusMillis(1)));

    assertThat(returned).isEqualTo(new Returned(1, Money.parse("1")));
    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("8", "0"));
    assertThat(nodes()).isZero();
  }

  @Test
  void aLivingNodeKeepsItsSlices() {
    var spender = spender("8");
    var node = node(Map.of());
    granted(node.till(), spender, "0.01");

    var returned = await(lost.giveBack(node.clock().instant()));

    assertThat(returned).isEqualTo(new Returned(0, Money.ZERO));
    assertThat(stage.slices(spender.account())).isEqualTo(Money.parse("1"));
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  @Test
  void aCapIsFreeAgainOfWhatADeadNodeHeld() {
    var spender = spender("8");
    stage.cap(spender.account(), "0.5");
    granted(node(Map.of()).till(), spender, "0.5");
    await(lost.giveBack(Instant.now().plus(LONG)));

    granted(node(Map.of()).till(), spender, "0.5");

    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  /** Its credit was given to others meanwhile: what is left pays, and nobody is overdrawn. */
  @Test
  void aCallOfANodeThatComesBackLateIsPaidFromWhatIsAvailable() {
    var spender = spender("1");
    var late = node(Map.of());
    var running = granted(late.till(), spender, "0.5");
    await(lost.giveBack(Instant.now().plus(LONG)));
    granted(node(Map.of()).till(), spender, "0.8");

    var call = aCall().charging("0.3").make();
    settle(late.till(), running, call);

    var row =
        DATABASE
            .run("select held, charged from request where id = $1", call.request().value())
            .getFirst();
    assertThat(new Money(row.getLong("held"))).isEqualTo(Money.parse("0.2"));
    assertThat(new Money(row.getLong("charged"))).isEqualTo(Money.parse("0.2"));
    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("0.8", "0.8"));
    assertThat(late.uncovered()).isEqualTo(1);
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  @Test
  void aNodeThatComesBackLateSpendsNothingOfItsOldSlices() {
    var spender = spender("8");
    var late = node(Map.of());
    granted(late.till(), spender, "0.01");
    await(lost.giveBack(Instant.now().plus(LONG)));
    var before = stage.purse(spender.account());

    late.clock().turn(Duration.ofSeconds(8));
    granted(late.till(), spender, "0.01");

    assertThat(before).isEqualTo(Purse.of("8", "0"));
    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("8", "1"));
    assertThat(late.held()).isEqualTo(Money.parse("1"));
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  /** Even one that does not know yet: the exchange itself finds that the node is forgotten. */
  @Test
  void anExchangeOfAForgottenNodeBeginsANewLife() {
    var spender = spender("0.05");
    var late = node(Map.of());
    granted(late.till(), spender, "0.01");
    await(lost.giveBack(Instant.now().plus(LONG)));

    granted(late.till(), spender, "0.05");

    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("0.05", "0.05"));
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  @Test
  void whatIsNotUsedForAWhileGoesBack() {
    var spender = spender("8");
    var node = node(Map.of());
    settle(node.till(), granted(node.till(), spender, "0.01"), aCall().charging("0.01").make());
    await(node.till().round());
    assertThat(stage.slices(spender.account())).isEqualTo(Money.parse("0.99"));

    node.clock().turn(Duration.ofSeconds(6));
    await(node.till().round());

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("7.99", "0")));
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  @Test
  void aRecallWhoseNotificationWasLostIsFoundWithTheHeartbeat() {
    var spender = spender("1");
    var deaf = node(Map.of());
    granted(deaf.till(), spender, "0.01");
    var asker = node(Map.of("millrace.till.recall-within", "PT14S"));
    asker.till().start();

    var wish = asker.till().reserve(spender, Money.parse("0.99")).subscribeAsCompletionStage();
    Awaitility.await().until(() -> recalled(spender));
    await(deaf.till().round());

    assertThat(wish.join()).isInstanceOf(Reserved.Granted.class);
    assertThat(asker.recalls()).isEqualTo(1);
    asker.till().stop();
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  /** The asker listens to nobody: its last try finds what came back meanwhile. */
  @Test
  void newsThatWereLostCostTimeAndNothingElse() {
    var spender = spender("1");
    var holder = node(Map.of());
    granted(holder.till(), spender, "0.01");
    var deaf = node(Map.of("millrace.till.recall-within", "PT2S"));

    var wish = deaf.till().reserve(spender, Money.parse("0.99")).subscribeAsCompletionStage();
    Awaitility.await().until(() -> recalled(spender));
    await(holder.till().round());

    assertThat(wish.join()).isInstanceOf(Reserved.Granted.class);
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  @Test
  void aNodeThatDoesNotAnswerIsLeftOut() {
    var spender = spender("1");
    granted(node(Map.of()).till(), spender, "0.01");
    var asker = node(Map.of("millrace.till.recall-within", "PT0.2S"));

    var fault = refused(asker.till(), spender, "0.99");

    assertThat(fault.code()).isEqualTo(FaultCode.INSUFFICIENT_BALANCE);
    assertThat(fault.details()).containsEntry("available", "0.875");
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  @Test
  void whoLeavesBeforeAnythingIsReservedLeavesNothingHeld() {
    var spender = spender("0.05");
    var node = node(Map.of());
    await(node.till().round());
    var locked = new LockedAccount(DATABASE, spender.account());

    var leaving =
        node.till().reserve(spender, Money.parse("0.05")).subscribe().with(reserved -> {});
    locked.awaitWaiter();
    leaving.cancel();
    locked.release();

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("0.05", "0")));
    granted(node.till(), spender, "0.05");
    await(lost.giveBack(Instant.now().plus(LONG)));
  }

  @Test
  void aTillThatStopsSettlesAndGivesEverythingBack() {
    var spender = spender("8");
    var node = node(Map.of());
    node.till().start();
    var reservation = granted(node.till(), spender, "0.01");
    node.till().settle(reservation, aCall().charging("0.01").make());

    node.till().stop();

    assertThat(stage.purse(spender.account())).isEqualTo(Purse.of("7.99", "0"));
    assertThat(stage.calls(spender.account())).isEqualTo(1);
    assertThat(nodes()).isZero();
  }

  private static Node node(Map<String, String> settings) {
    return Node.on(DATABASE, settings);
  }

  private Spender spender(String balance) {
    return stage.spender(stage.account(balance));
  }

  private static long nodes() {
    return DATABASE.run("select count(*) as nodes from api_node").getFirst().getLong("nodes");
  }

  private static boolean recalled(Spender spender) {
    return !DATABASE
        .run(
            "select from credit_slice where account_id = $1 and recalled_at is not null",
            spender.account().value())
        .isEmpty();
  }
}
