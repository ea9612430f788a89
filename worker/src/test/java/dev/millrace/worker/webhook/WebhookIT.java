package dev.millrace.worker.webhook;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Submission;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.queue.WebhookTarget.Event;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.testing.PlatformEngines;
import dev.millrace.testing.leak.UsedSecrets;
import dev.millrace.webhook.DeliveryId;
import dev.millrace.webhook.DeliveryLog;
import dev.millrace.webhook.DeliveryQueue;
import dev.millrace.webhook.DeliveryStatus;
import dev.millrace.webhook.DeliveryView;
import dev.millrace.webhook.Secret;
import dev.millrace.webhook.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks from admission to a real receiver, with all engines. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class WebhookIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Set<Event> END = EnumSet.of(Event.COMPLETED);
  private static final Set<Event> BOTH = EnumSet.allOf(Event.class);

  @Inject Admission admission;
  @Inject DeliveryQueue queue;
  @Inject DeliveryLog log;
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
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2,"
            + " now())",
        account.value(),
        Money.parse("5").nanos());
  }

  @AfterEach
  void close() {
    if (receiver != null) {
      receiver.close();
    }
  }

  @Test
  void theEndOfARequestIsDeliveredWithItsResultAndASignatureThatVerifies() {
    receiver = Receiver.answering(vertx, 204);

    var request = submit("local/echo", "{\"hello\":\"world\"}", receiver.url(), END);

    var view = delivered(request, Event.COMPLETED);
    assertThat(view.attempts()).isEqualTo(1);
    assertThat(view.lastResponseStatus()).hasValue(204);
    assertThat(receiver.calls()).hasSize(1);
    var call = receiver.calls().getFirst();
    assertThat(call.path()).isEqualTo("/hook");
    assertThat(call.id()).isEqualTo(view.id().toString());
    assertVerifies(call, secret());
    var body = call.json();
    assertThat(body.getString("event")).isEqualTo("completed");
    assertThat(body.getString("id")).isEqualTo(request.id().toString());
    assertThat(body.getString("modelEndpoint")).isEqualTo("local/echo");
    assertThat(body.getString("status")).isEqualTo("COMPLETED");
    assertThat(body.getString("billingStatus")).isEqualTo("charged");
    assertThat(body.getString("totalPrice")).isEqualTo("0.0001");
    assertThat(body.getJsonObject("output").getString("hello")).isEqualTo("world");
    assertThat(body.getJsonObject("input").getString("hello")).isEqualTo("world");
  }

  @Test
  void theEndIsNotToldBeforeTheStartHasBeenTaken() {
    receiver = Receiver.answering(vertx, 500, 503, 200);

    var request = submit("local/echo", "{}", receiver.url(), BOTH);

    delivered(request, Event.COMPLETED);
    assertThat(receiver.calls())
        .extracting(Receiver.Received::event)
        .containsExactly("start", "start", "start", "completed");
    assertThat(receiver.calls().getFirst().json().getString("status")).isEqualTo("IN_PROGRESS");
  }

  @Test
  void aFailedRequestIsToldOfWithItsFault() {
    receiver = Receiver.answering(vertx, 200);

    var request = submit("local/nothing", "{}", receiver.url(), END);

    delivered(request, Event.COMPLETED);
    var body = receiver.calls().getFirst().json();
    assertThat(body.getString("status")).isEqualTo("FAILED");
    assertThat(body.getString("billingStatus")).isEqualTo("failed");
    assertThat(body.getString("error")).isNotBlank();
    assertThat(body.getJsonObject("details").getString("code")).isEqualTo("MODEL_UNKNOWN");
  }

  @Test
  void anInputOfMoreThan64KilobytesIsNotRepeated() {
    receiver = Receiver.answering(vertx, 200);
    var input = "{\"text\":\"" + "x".repeat(70_000) + "\"}";

    var request = submit("local/echo", input, receiver.url(), END);

    delivered(request, Event.COMPLETED);
    assertThat(receiver.calls().getFirst().json().getJsonObject("input").encode())
        .isEqualTo("{\"_elided\":true}");
  }

  @Test
  void aReceiverThatFailsIsTriedAgainUnderTheSameIdAndThenGivenUp() {
    receiver = Receiver.answering(vertx, 500);

    var request = submit("local/echo", "{}", receiver.url(), END);

    var view = ended(request, Event.COMPLETED);
    assertThat(view.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(view.attempts()).isEqualTo(10);
    assertThat(view.lastError()).contains("the receiver answered 500");
    assertThat(receiver.calls()).hasSize(10);
    assertThat(receiver.calls())
        .extracting(Receiver.Received::id)
        .containsOnly(view.id().toString());
  }

  @Test
  void aRedirectIsAFailureAndIsNotFollowed() {
    receiver = Receiver.answering(vertx, 302, 200);

    var request = submit("local/echo", "{}", receiver.url(), END);

    assertThat(delivered(request, Event.COMPLETED).attempts()).isEqualTo(2);
    assertThat(receiver.calls()).extracting(Receiver.Received::path).containsOnly("/hook");
  }

  @Test
  void aReceiverThatIsGoneIsNotCalledAgain() {
    receiver = Receiver.answering(vertx, 410, 200);

    var request = submit("local/echo", "{}", receiver.url(), END);

    var view = ended(request, Event.COMPLETED);
    assertThat(view.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(view.attempts()).isEqualTo(1);
  }

  @Test
  void anAddressThatBecameForbiddenIsNotCalled() {
    var request = submit("local/echo", "{}", "http://169.254.169.254/latest/meta-data/", END);

    var view = ended(request, Event.COMPLETED);
    assertThat(view.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(view.attempts()).isEqualTo(1);
    assertThat(view.lastResponseStatus()).isEmpty();
  }

  @Test
  void aReceiverThatHangsHoldsNobodyElseUp() {
    receiver = new Receiver(vertx, new HttpServerOptions(), (request, number) -> {});
    try (var other = Receiver.answering(vertx, 200)) {
      for (int i = 0; i < 40; i++) {
        submit("local/echo", "{}", receiver.url(), END);
      }
      await().atMost(SOON).until(() -> receiver.calls().size() >= 8);

      var request = submit("local/echo", "{}", other.url(), END);

      assertThat(delivered(request, Event.COMPLETED).attempts()).isEqualTo(1);
      assertThat(openAt(receiver.url())).isGreaterThan(0);
    }
  }

  @Test
  void aReceiverThatAnswersWithoutEndIsHungUpOn() throws InterruptedException {
    var hungUp = new CountDownLatch(1);
    receiver =
        new Receiver(
            vertx,
            new HttpServerOptions(),
            (request, number) -> {
              request.connection().closeHandler(closed -> hungUp.countDown());
              flood(request);
            });

    var request = submit("local/echo", "{}", receiver.url(), END);

    assertThat(delivered(request, Event.COMPLETED).attempts()).isEqualTo(1);
    assertThat(hungUp.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aReplayCallsAgainUnderTheSameIdWithAFreshSignature() {
    receiver = Receiver.answering(vertx, 200);
    var request = submit("local/echo", "{}", receiver.url(), END);
    var first = delivered(request, Event.COMPLETED);

    now(log.replay(account, first.id(), Instant.now()));

    await().atMost(SOON).until(() -> receiver.calls().size() == 2);
    assertThat(receiver.calls())
        .extracting(Receiver.Received::id)
        .containsOnly(first.id().toString());
    assertVerifies(receiver.calls().getLast(), secret());
  }

  @Test
  void whileARotationOverlapsBothSecretsVerify() {
    receiver = Receiver.answering(vertx, 200);
    var old = secret();
    var fresh =
        now(secrets.rotate(account, Instant.now(), Instant.now().plusSeconds(60))).orElseThrow();

    delivered(submit("local/echo", "{}", receiver.url(), END), Event.COMPLETED);

    assertVerifies(receiver.calls().getFirst(), old);
    assertVerifies(receiver.calls().getFirst(), fresh);
  }

  @Test
  void anAnnouncementThatIsReadTwiceMakesOneDelivery() {
    receiver = Receiver.answering(vertx, 200);
    var request = submit("local/echo", "{}", receiver.url(), BOTH);
    delivered(request, Event.COMPLETED);

    for (int i = 0; i < 3; i++) {
      now(queue.enqueue(List.of(request.id()), List.of(request.id()), Instant.now()));
    }
    delivered(submit("local/echo", "{}", receiver.url(), END), Event.COMPLETED);

    assertThat(receiver.calls()).hasSize(3);
  }

  @Test
  void whatADeadWorkerHadTakenIsDeliveredWhenItsLeaseIsOver() {
    receiver = Receiver.answering(vertx, 200);
    var request = submit("local/echo", "{}", receiver.url(), END);
    delivered(request, Event.COMPLETED);

    database.run(
        """
        update webhook_delivery
           set status = 'delivering', claimed_by = $2, delivered_at = null,
               due_at = now() + interval '1 second'
         where request_id = $1
        """,
        request.id().value(),
        UUID.randomUUID());

    await().atMost(SOON).until(() -> receiver.calls().size() == 2);
    delivered(request, Event.COMPLETED);
  }

  @Test
  void aRequestWithoutAWebhookLeavesNothing() {
    receiver = Receiver.answering(vertx, 200);
    var without = aSubmission().of(account).make();
    now(admission.admit(without));
    now(queue.enqueue(List.of(without.id()), List.of(without.id()), Instant.now()));

    delivered(submit("local/echo", "{}", receiver.url(), END), Event.COMPLETED);

    assertThat(find(without.id(), Event.COMPLETED)).isEmpty();
  }

  // ------------------------------------------------------------------------------------- helpers

  private Submission submit(String model, String input, String url, Set<Event> events) {
    var plain = aSubmission().of(account).to(model, input).make();
    var target = new WebhookTarget(url, events);
    var request =
        new Submission(
            plain.id(),
            plain.account(),
            plain.key(),
            plain.model(),
            plain.terms().calling(Optional.of(target)),
            plain.input(),
            plain.metadata(),
            plain.hold(),
            plain.rateCard(),
            plain.correlationId(),
            plain.at());
    assertThat(now(admission.admit(request))).isInstanceOf(Admission.Result.Admitted.class);
    return request;
  }

  private Optional<DeliveryView> find(RequestId request, Event event) {
    return now(log.find(account, new DeliveryId(request, event)));
  }

  private DeliveryView ended(Submission request, Event event) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> find(request.id(), event),
            found ->
                found
                    .map(DeliveryView::status)
                    .filter(
                        status ->
                            status == DeliveryStatus.DELIVERED || status == DeliveryStatus.FAILED)
                    .isPresent())
        .orElseThrow();
  }

  private DeliveryView delivered(Submission request, Event event) {
    var view = ended(request, event);
    assertThat(view.status()).isEqualTo(DeliveryStatus.DELIVERED);
    return view;
  }

  private Secret secret() {
    var secret = now(secrets.signing(List.of(account), Instant.now())).get(account).getFirst();
    UsedSecrets.add(secret.text());
    return secret;
  }

  private int openAt(String url) {
    return database
        .run(
            "select count(*)::integer as open from webhook_delivery where url = $1 and due_at is"
                + " not null",
            url)
        .getFirst()
        .getInteger("open");
  }

  private static void assertVerifies(Receiver.Received call, Secret secret) {
    assertThatCode(() -> new Webhook(secret.text()).verify(call.body(), call.headers()))
        .doesNotThrowAnyException();
  }

  private void flood(HttpServerRequest request) {
    var response = request.response().setChunked(true);
    var more = Buffer.buffer("x".repeat(512));
    vertx.setPeriodic(
        10,
        timer -> {
          if (response.closed()) {
            vertx.cancelTimer(timer);
          } else {
            response.write(more);
          }
        });
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
