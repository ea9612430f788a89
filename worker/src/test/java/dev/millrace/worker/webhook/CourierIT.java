package dev.millrace.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.postgres.webhook.PostgresDeliveryQueue;
import dev.millrace.reach.FakeNames;
import dev.millrace.reach.ResolvingGuard;
import dev.millrace.reach.Target;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import dev.millrace.webhook.Attempted;
import dev.millrace.webhook.Delivery;
import dev.millrace.webhook.DeliveryQueue;
import dev.millrace.webhook.ReceiverGuard;
import dev.millrace.webhook.Told;
import dev.millrace.webhook.WebhookConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Couriers of two workers on one database, which no application uses. */
class CourierIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int MANY = 120;
  private static final int AT_ONCE = 8;

  private static Database database;
  private static Vertx vertx;

  private final DeliveryConfig config =
      Settings.of(
          DeliveryConfig.class,
          Map.of(
              "millrace.delivery.concurrency", String.valueOf(AT_ONCE),
              "millrace.delivery.lease", "PT10M",
              "millrace.delivery.poll-every", "PT0.05S"));
  private final ReceiverGuard guard =
      new ReceiverGuard(
          new ResolvingGuard(new FakeNames()),
          Settings.of(WebhookConfig.class, Map.of("millrace.webhook.allow-private", "true")));
  private final AtomicInteger claims = new AtomicInteger();
  private final DeliveryQueue queue =
      new Watched(new PostgresDeliveryQueue(Pool.newInstance(database.pool())), claims);
  private final Post post = new Post(vertx, SOON, 64, new HttpClientOptions());
  private final Schedule schedule = new Schedule(config.schedule(), new Random(1));
  private final Map<Courier, Integer> carried = new ConcurrentHashMap<>();
  private volatile Context courierContext;
  private final Courier one = courier();
  private final Courier two = courier();

  @BeforeAll
  static void open() {
    database = Database.apart("couriers");
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void closeAll() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void stop() throws InterruptedException {
    one.drain();
    assertThat(two.drain().await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    post.close();
    database.run("delete from webhook_delivery");
  }

  @Test
  void aDeliveryUnderWayIsFinishedBeforeItsWorkerStopsAndNoOtherIsTaken() throws Exception {
    var calls = new LinkedBlockingQueue<HttpServerRequest>();
    try (var receiver = holding(calls)) {
      var first = due(receiver);
      one.start();
      var call = taken(calls);

      var idle = one.drain();
      claimsNoMore();
      var second = due(receiver);
      one.wake();
      assertThat(idle.getCount()).isEqualTo(1);
      call.response().end();

      assertThat(idle.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(status(first)).isEqualTo("delivered");
      assertThat(status(second)).isEqualTo("pending");
    }
  }

  /** The lease is far from over: only what was given back can be taken. */
  @Test
  void whatAWorkerCouldNotFinishIsGivenBackAndAnotherDeliversItOnce() throws Exception {
    var calls = new LinkedBlockingQueue<HttpServerRequest>();
    try (var receiver = holding(calls)) {
      var delivery = due(receiver);
      one.start();
      var hanging = taken(calls);
      var idle = one.drain();

      one.giveBack().await().atMost(SOON);
      two.start();
      taken(calls).response().end();
      await().atMost(SOON).until(() -> status(delivery).equals("delivered"));
      hanging.response().setStatusCode(500).end();

      assertThat(idle.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(status(delivery)).isEqualTo("delivered");
      assertThat(attempts(delivery)).isEqualTo(1);
      assertThat(receiver.calls())
          .extracting(Receiver.Received::id)
          .hasSize(2)
          .containsOnly(receiver.calls().getFirst().id());
    }
  }

  /** Nothing is answered until both have something: so both take part. */
  @Test
  void twoWorkersThatCompeteDeliverEachOnce() throws Exception {
    var calls = new LinkedBlockingQueue<HttpServerRequest>();
    try (var receiver = holding(calls)) {
      var deliveries = IntStream.range(0, MANY).mapToObj(n -> due(receiver)).toList();

      one.start();
      two.start();
      await().atMost(SOON).until(() -> carried.size() == 2);
      for (int n = 0; n < MANY; n++) {
        taken(calls).response().end();
      }

      await().atMost(SOON).until(() -> deliveries.stream().allMatch(d -> isDelivered(d)));
      assertThat(receiver.calls())
          .extracting(Receiver.Received::id)
          .hasSize(MANY)
          .doesNotHaveDuplicates();
      assertThat(carried.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(MANY);
    }
  }

  /** A courier that drains begins no claim any more; one that it began before has to end. */
  private void claimsNoMore() throws InterruptedException {
    var drained = new CountDownLatch(1);
    courierContext.runOnContext(turn -> drained.countDown());
    assertThat(drained.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    await().atMost(SOON).until(() -> claims.get() == 0);
  }

  /** Counts the claims that are under way. */
  private record Watched(DeliveryQueue queue, AtomicInteger claims) implements DeliveryQueue {
    @Override
    public Uni<Void> enqueue(List<RequestId> told, List<RequestId> ended, Instant now) {
      return queue.enqueue(told, ended, now);
    }

    @Override
    public Uni<Claimed> claim(Claiming claiming) {
      claims.incrementAndGet();
      return queue.claim(claiming).onTermination().invoke(claims::decrementAndGet);
    }

    @Override
    public Uni<Void> record(UUID courier, List<Attempted> attempts, Instant now) {
      return queue.record(courier, attempts, now);
    }

    @Override
    public Uni<Void> giveBack(UUID courier, Instant now) {
      return queue.giveBack(courier, now);
    }

    @Override
    public Uni<Map<RequestId, Told>> told(List<RequestId> requests) {
      return queue.told(requests);
    }
  }

  private Courier courier() {
    var self = new Courier[1];
    self[0] =
        new Courier(
            vertx,
            queue,
            deliveries -> {
              courierContext = vertx.getOrCreateContext();
              if (!deliveries.isEmpty()) {
                carried.merge(self[0], deliveries.size(), Integer::sum);
              }
              return deliveries.stream().map(this::call).toList();
            },
            InstantSource.system(),
            config);
    return self[0];
  }

  private Uni<Attempted> call(Delivery delivery) {
    return guard
        .look(delivery.url())
        .chain(
            target ->
                post.send(
                    (Target.Open) target,
                    delivery.attempts(),
                    Map.of("webhook-id", delivery.id().toString()),
                    "{}"))
        .map(answer -> schedule.after(delivery, answer, Instant.now()));
  }

  private static Receiver holding(BlockingQueue<HttpServerRequest> calls) {
    return new Receiver(vertx, new HttpServerOptions(), (request, number) -> calls.add(request));
  }

  private static HttpServerRequest taken(BlockingQueue<HttpServerRequest> calls)
      throws InterruptedException {
    var call = calls.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    return call;
  }

  private static RequestId due(Receiver receiver) {
    var id = RequestId.next(Instant.now(), new Random());
    database.run(
        """
        insert into webhook_delivery (request_id, event, account_id, url, status, due_at,
                                      created_at, updated_at)
        values ($1, 'completed', $2, $3, 'pending', now(), now(), now())
        """,
        id.value(),
        UUID.randomUUID(),
        receiver.url());
    return id;
  }

  private static boolean isDelivered(RequestId id) {
    return status(id).equals("delivered");
  }

  private static String status(RequestId id) {
    return database
        .run("select status from webhook_delivery where request_id = $1", id.value())
        .getFirst()
        .getString("status");
  }

  private static int attempts(RequestId id) {
    return database
        .run("select attempts from webhook_delivery where request_id = $1", id.value())
        .getFirst()
        .getInteger("attempts");
  }
}
