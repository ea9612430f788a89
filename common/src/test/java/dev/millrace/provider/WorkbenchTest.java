package dev.millrace.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkbenchTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private final Vertx vertx = Vertx.vertx();
  private final Workbench workbench = new Workbench(vertx, 1, 2);
  private final CountDownLatch busy = new CountDownLatch(1);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws InterruptedException {
    busy.countDown();
    workbench.close();
    vertx.close();
  }

  @Test
  void workCancelledBeforeItBeganIsSkipped() {
    occupy();
    var skipped = start("skipped");
    var last = start("last");

    skipped.cancel();
    busy.countDown();

    last.awaitItem(SOON);
    assertThat(done).containsExactly("first", "last");
  }

  @Test
  void workBeyondTheLineFindsNoRoom() {
    occupy();
    start("one");
    start("two");

    start("three").awaitFailure(SOON).assertFailedWith(NoRoomException.class);
  }

  @Test
  void whatTheWorkThrowsFailsTheUni() {
    workbench
        .run(
            () -> {
              throw new IllegalStateException("broken tool");
            })
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .awaitFailure(SOON)
        .assertFailedWith(IllegalStateException.class, "broken tool");
  }

  @Test
  void workIsDoneOffTheEventLoopAndAnsweredOnIt() throws Exception {
    var places = new CompletableFuture<List<Boolean>>();
    vertx.runOnContext(
        loop ->
            workbench
                .run(Context::isOnEventLoopThread)
                .subscribe()
                .with(
                    worked -> places.complete(List.of(worked, Context.isOnEventLoopThread())),
                    places::completeExceptionally));

    assertThat(places.get(10, TimeUnit.SECONDS)).containsExactly(false, true);
  }

  /** Keeps the only thread busy until the latch opens. */
  private void occupy() {
    var begun = new CountDownLatch(1);
    workbench
        .run(
            () -> {
              begun.countDown();
              await(busy);
              return done.add("first");
            })
        .subscribe()
        .with(ended -> {}, failed -> {});
    await(begun);
  }

  private UniAssertSubscriber<Boolean> start(String name) {
    return workbench
        .run(() -> done.add(name))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
