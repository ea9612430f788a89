package dev.millrace.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.event.EventTail;
import dev.millrace.event.LoggedEvent;
import dev.millrace.event.RequestEvent;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever happens after one has begun to follow, no wait misses it. */
class HubWaitsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int PARTITION = 3;
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final RequestId REQUEST = RequestId.next(Instant.EPOCH, new Random(1));
  private static final RequestId OTHER = RequestId.next(Instant.EPOCH, new Random(2));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Topics topics = new Topics(new OnePartition(), new HandClock());
  private final Teller teller = new Teller(new OnePartition(), topics, null);
  private final HubWaits waits =
      new HubWaits(
          new Hub(topics),
          VERTX,
          new StreamMetrics(meters),
          Settings.of(StreamConfig.class, Map.of("millrace.stream.max-waits", "2")));

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void aMoveEndsAWait() {
    var wait = whileFollowing(following -> following.untilMoved(REQUEST, 0, LONG));

    tell(OTHER, 1, RequestStatus.IN_PROGRESS);
    wait.assertNotTerminated();
    tell(REQUEST, 1, RequestStatus.IN_PROGRESS);

    wait.awaitItem(SOON);
  }

  @Test
  void aMoveThatWasReadIsNoNews() {
    var wait = whileFollowing(following -> following.untilMoved(REQUEST, 1, LONG));

    tell(REQUEST, 1, RequestStatus.IN_PROGRESS);

    wait.assertNotTerminated();
  }

  @Test
  void aMoveBetweenTheReadAndTheWaitEndsItAtOnce() {
    var read = new CompletableFuture<Integer>();
    var wait = untilMovedAfter(read);

    tell(REQUEST, 1, RequestStatus.IN_PROGRESS);
    read.complete(0);

    wait.awaitItem(SOON);
  }

  @Test
  void onlyTheEndEndsAWaitForTheEnd() {
    var admission = new CompletableFuture<Void>();
    var wait = untilTheEndAfter(admission);

    tell(REQUEST, 0, RequestStatus.IN_QUEUE);
    admission.complete(null);
    tell(REQUEST, 1, RequestStatus.IN_PROGRESS);
    wait.assertNotTerminated();
    tell(REQUEST, 2, RequestStatus.COMPLETED);

    wait.awaitItem(SOON);
  }

  @Test
  void anEndBeforeTheWaitForItEndsItAtOnce() {
    var admission = new CompletableFuture<Void>();
    var wait = untilTheEndAfter(admission);

    tell(REQUEST, 2, RequestStatus.COMPLETED);
    admission.complete(null);

    wait.awaitItem(SOON);
  }

  @Test
  void whereSomethingMayHaveBeenMissedAWaitEnds() {
    var read = new CompletableFuture<Integer>();
    var before = whileFollowing(following -> following.untilMoved(OTHER, 0, LONG));
    var between = untilMovedAfter(read);

    teller.lost(PARTITION);
    read.complete(0);

    before.awaitItem(SOON);
    between.awaitItem(SOON);
  }

  @Test
  void timeEndsAWait() {
    whileFollowing(following -> following.untilMoved(REQUEST, 0, Duration.ofMillis(1)))
        .awaitItem(SOON);
  }

  @Test
  void anAccountIsFollowedNoLongerThanTheTaskLasts() {
    var task = new CompletableFuture<Void>();
    var ended = whileFollowing(following -> Uni.createFrom().completionStage(task));
    var left = whileFollowing(following -> following.untilMoved(REQUEST, 0, LONG));
    var failed =
        whileFollowing(
            following -> {
              throw new IllegalStateException("a bug");
            });

    failed.awaitFailure(SOON);
    left.cancel();
    assertThat(topics.isFollowed(ACCOUNT)).isTrue();
    task.complete(null);
    ended.awaitItem(SOON);

    assertThat(topics.isFollowed(ACCOUNT)).isFalse();
    assertThat(waiting()).isZero();
  }

  @Test
  void aDrainEndsWaitsButThoseThatGoOnInIt() {
    var wait = whileFollowing(following -> following.untilMoved(REQUEST, 0, LONG));
    var stream = waits.followEvenInDrain(ACCOUNT);
    var goesOn = subscribed(stream.untilMoved(REQUEST, 0, LONG));

    waits.onDrain(new ShutdownDelayInitiatedEvent());

    wait.awaitItem(SOON);
    whileFollowing(following -> following.untilMoved(REQUEST, 0, LONG)).awaitItem(SOON);
    goesOn.assertNotTerminated();
    tell(REQUEST, 1, RequestStatus.IN_PROGRESS);
    goesOn.awaitItem(SOON);
    stream.close();
    stream.close();
    assertThat(topics.isFollowed(ACCOUNT)).isFalse();
  }

  @Test
  void moreThanMayWaitAreNotHeld() {
    whileFollowing(following -> following.untilMoved(REQUEST, 0, LONG));
    whileFollowing(following -> following.untilMoved(OTHER, 0, LONG));

    whileFollowing(following -> following.untilMoved(REQUEST, 0, LONG)).awaitItem(SOON);

    assertThat(waiting()).isEqualTo(2);
  }

  private UniAssertSubscriber<Void> untilTheEndAfter(CompletableFuture<Void> admission) {
    return whileFollowing(
        following ->
            Uni.createFrom()
                .completionStage(admission)
                .chain(() -> following.untilTerminal(REQUEST, RequestEvent.ADMISSION, LONG)));
  }

  private UniAssertSubscriber<Void> untilMovedAfter(CompletableFuture<Integer> read) {
    return whileFollowing(
        following ->
            Uni.createFrom()
                .completionStage(read)
                .chain(sequence -> following.untilMoved(REQUEST, sequence, LONG)));
  }

  private UniAssertSubscriber<Void> whileFollowing(Function<Following, Uni<Void>> task) {
    return subscribed(waits.following(ACCOUNT, task));
  }

  private static UniAssertSubscriber<Void> subscribed(Uni<Void> wait) {
    return wait.subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private void tell(RequestId request, int sequence, RequestStatus status) {
    var at = Instant.EPOCH;
    var ended =
        status.isTerminal()
            ? Optional.of(RequestEvent.Ended.CANCELLED)
            : Optional.<RequestEvent.Ended>empty();
    teller.read(
        List.of(
            new LoggedEvent(
                PARTITION,
                0,
                new RequestEvent(
                    request,
                    ACCOUNT,
                    ModelName.parse("local/echo").orElseThrow(),
                    sequence,
                    status,
                    1,
                    at,
                    at,
                    Optional.empty(),
                    ended,
                    false))));
  }

  private double waiting() {
    return meters.get("millrace.stream.waits").gauge().value();
  }

  /** A tail that reads nothing by itself. */
  private static final class OnePartition implements EventTail {
    @Override
    public void start(Listener listener) {}

    @Override
    public void followed() {}

    @Override
    public int partitionOf(AccountId account) {
      return PARTITION;
    }
  }
}
