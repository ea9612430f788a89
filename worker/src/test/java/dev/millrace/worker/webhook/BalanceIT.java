package dev.millrace.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.testing.Database;
import dev.millrace.testing.PlatformEngines;
import dev.millrace.testing.leak.UsedSecrets;
import dev.millrace.webhook.BalanceAlert;
import dev.millrace.webhook.BalanceAlerts;
import dev.millrace.webhook.DeliveryStatus;
import dev.millrace.webhook.Secret;
import dev.millrace.webhook.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Low balances, from the account's row to a real receiver. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class BalanceIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject BalanceAlerts alerts;
  @Inject Secrets secrets;

  /** The receivers' own, as they are somebody else's. */
  private static Vertx vertx;

  private final Database database = Database.shared();
  private AccountId account;
  private Receiver receiver;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void closeAll() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void anAccount() {
    account = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    database.run(
        "insert into account (id, name, plan, balance, held, created_at) values ($1, 'ann', 'free',"
            + " $2, $3, now())",
        account.value(),
        Money.parse("10").nanos(),
        Money.parse("1.5").nanos());
  }

  @AfterEach
  void close() {
    if (receiver != null) {
      receiver.close();
    }
  }

  @Test
  void aBalanceThatFallsIsToldSignedAlthoughTheReceiverFailsFirst() {
    receiver = Receiver.answering(vertx, 500, 503, 200);
    alertBelow("5");
    // Not below: a look at every alert has passed it when another account was told.
    toldOfAnother();
    assertThat(receiver.calls()).isEmpty();

    balanceIs("4.000000001");

    var notice = ended();
    assertThat(notice.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(notice.attempts()).isEqualTo(3);
    assertThat(receiver.calls()).hasSize(3);
    assertThat(receiver.calls()).extracting(Receiver.Received::id).containsOnly(firstId());
    assertThat(receiver.calls())
        .extracting(Receiver.Received::body)
        .hasSize(3)
        .containsOnly(body());
    receiver.calls().forEach(call -> assertVerifies(call, secret()));
    var told = receiver.calls().getFirst().json();
    assertThat(told.getString("event")).isEqualTo("balance.low");
    assertThat(told.getString("type")).isEqualTo("balance.low");
    assertThat(told.getString("accountId")).isEqualTo(account.toString());
    assertThat(told.getString("balance")).isEqualTo("4.000000001");
    assertThat(told.getString("held")).isEqualTo("1.5");
    assertThat(told.getString("available")).isEqualTo("2.500000001");
    assertThat(told.getString("threshold")).isEqualTo("5");
    assertThat(told.getInstant("at")).isEqualTo(notice.at());
  }

  @Test
  void itIsToldOnceForEachTimeThatItFalls() {
    receiver = Receiver.answering(vertx, 200);
    alertBelow("5");
    balanceIs("4");
    ended();

    balanceIs("3");
    toldOfAnother();
    assertThat(receiver.calls()).hasSize(1);

    balanceIs("5"); // at the threshold is no longer below
    await().atMost(SOON).until(() -> alert().armed());
    balanceIs("2");
    await().atMost(SOON).until(() -> receiver.calls().size() == 2);

    assertThat(receiver.calls())
        .extracting(call -> call.json().getString("balance"))
        .containsExactly("4", "2");
    assertThat(receiver.calls()).extracting(Receiver.Received::id).doesNotHaveDuplicates();
  }

  @Test
  void twoWorkersThatLookAtOnceTellOnce() {
    receiver = Receiver.answering(vertx, 200);
    alertBelow("5");

    database.run(
        "update account set balance = $2 where id = $1", account.value(), Money.parse("4").nanos());
    for (int i = 0; i < 20; i++) {
      database.run(dev.millrace.postgres.SqlFile.read("balance/look"), utc(), 500);
    }
    ended();

    assertThat(receiver.calls()).hasSize(1);
    assertThat(notices()).isEqualTo(1);
  }

  @Test
  void puttingTheSameAlertAgainTellsNothingAnew() {
    receiver = Receiver.answering(vertx, 200);
    balanceIs("4");
    alertBelow("5");
    ended();

    alertBelow("5");
    toldOfAnother();
    assertThat(receiver.calls()).hasSize(1);

    alertBelow("4.5");
    await().atMost(SOON).until(() -> receiver.calls().size() == 2);
  }

  @Test
  void anAddressThatIsForbiddenIsNotCalled() {
    now(
        alerts.put(
            account, Money.parse("50"), "http://169.254.169.254/latest/meta-data/", Instant.now()));

    var notice = ended();

    assertThat(notice.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(notice.attempts()).isEqualTo(1);
    assertThat(notice.lastResponseStatus()).isEmpty();
    assertThat(notice.lastError().orElseThrow()).contains("must not be called");
  }

  @Test
  void aReceiverThatNeverTakesItIsGivenUp() {
    receiver = Receiver.answering(vertx, 500);
    alertBelow("50");

    var notice = ended();

    assertThat(notice.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(notice.attempts()).isEqualTo(10);
    assertThat(receiver.calls()).hasSize(10);
  }

  @Test
  void aReceiverThatHangsHoldsNobodyElseUp() {
    receiver = new Receiver(vertx, new HttpServerOptions(), (request, number) -> {});
    alertBelow("50");
    await().atMost(SOON).until(() -> receiver.calls().size() == 1);

    toldOfAnother();

    assertThat(alert().latest().orElseThrow().deliveredAt()).isEmpty();
  }

  @Test
  void aCorrectedAddressServesWhatIsStillToBeTold() {
    try (var broken = Receiver.answering(vertx, 500)) {
      now(alerts.put(account, Money.parse("50"), broken.url(), Instant.now()));
      await().atMost(SOON).until(() -> !broken.calls().isEmpty());
      receiver = Receiver.answering(vertx, 200);

      alertBelow("50");

      assertThat(ended().status()).isEqualTo(DeliveryStatus.DELIVERED);
      assertThat(receiver.calls()).hasSize(1);
      assertThat(notices()).isEqualTo(1);
    }
  }

  @Test
  void aRemovedAlertTellsNoMore() {
    receiver = Receiver.answering(vertx, 500);
    alertBelow("50");
    await().atMost(SOON).until(() -> !receiver.calls().isEmpty());

    assertThat(now(alerts.remove(account))).isTrue();

    assertThat(notices()).isZero();
    assertThat(now(alerts.remove(account))).isFalse();
    assertThat(now(alerts.find(account))).isEmpty();
  }

  // ------------------------------------------------------------------------------------- helpers

  private void alertBelow(String threshold) {
    now(alerts.put(account, Money.parse(threshold), receiver.url(), Instant.now()));
  }

  private void balanceIs(String balance) {
    database.run(
        "update account set balance = $2 where id = $1",
        account.value(),
        Money.parse(balance).nanos());
  }

  /** When this returns, every alert that was crossed before has been looked at since. */
  private void toldOfAnother() {
    var first = account;
    anAccount();
    try (var other = Receiver.answering(vertx, 200)) {
      now(alerts.put(account, Money.parse("50"), other.url(), Instant.now()));
      ended();
    } finally {
      account = first;
    }
  }

  private BalanceAlert alert() {
    return now(alerts.find(account)).orElseThrow();
  }

  private BalanceAlert.Notice ended() {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> alert().latest(),
            latest ->
                latest
                    .map(BalanceAlert.Notice::status)
                    .filter(
                        status ->
                            status == DeliveryStatus.DELIVERED || status == DeliveryStatus.FAILED)
                    .isPresent())
        .orElseThrow();
  }

  private int notices() {
    return database
        .run(
            "select count(*)::integer as n from balance_notice where account_id = $1",
            account.value())
        .getFirst()
        .getInteger("n");
  }

  private String firstId() {
    return receiver.calls().getFirst().id();
  }

  private String body() {
    return receiver.calls().getFirst().body();
  }

  private Secret secret() {
    var secret = now(secrets.signing(List.of(account), Instant.now())).get(account).getFirst();
    UsedSecrets.add(secret.text());
    return secret;
  }

  private static java.time.OffsetDateTime utc() {
    return Instant.now().atOffset(java.time.ZoneOffset.UTC);
  }

  private static void assertVerifies(Receiver.Received call, Secret secret) {
    assertThatCode(() -> new Webhook(secret.text()).verify(call.body(), call.headers()))
        .doesNotThrowAnyException();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
