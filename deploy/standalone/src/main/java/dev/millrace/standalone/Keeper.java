package dev.millrace.standalone;

import dev.millrace.engines.Service;
import dev.millrace.engines.StartFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one service running: starts it, and starts it again whenever it dies, until it is released.
 *
 * <p>A service that dies again and again before its first answer will not do better the next time;
 * then the keeper gives up and says why.
 */
final class Keeper {
  private static final int CHANCES = 3;

  /** Long, for a database may have much to recover; short enough not to wait on a stuck one. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Service service;
  private final Console console;
  private final Backoff backoff = new Backoff();
  private final CompletableFuture<Void> firstAnswer = new CompletableFuture<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private int failures;

  Keeper(Service service, Console console) {
    this.service = service;
    this.console = console;
  }

  void start() {
    Thread.ofPlatform().daemon().name("keeper-" + service.name()).start(this::keep);
  }

  /** Completes when the service answers for the first time; fails when the keeper gives up. */
  CompletableFuture<Void> firstAnswer() {
    return firstAnswer.copy();
  }

  String name() {
    return service.name();
  }

  private void keep() {
    try {
      while (!isReleased()) {
        var begin = System.nanoTime();
        live();
        pauseAfter(Duration.ofNanos(System.nanoTime() - begin));
      }
      firstAnswer.cancel(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp(e);
    } catch (RuntimeException e) {
      giveUp(e);
    }
  }

  private void giveUp(Exception failure) {
    if (!firstAnswer.completeExceptionally(failure)) {
      console.say("  %s is no longer started again: %s".formatted(service.name(), failure));
    }
  }

  /** One life of the service, from its start to its death. */
  private void live() {
    var begin = System.nanoTime();
    try {
      if (!runUnlessReleased()) {
        return;
      }
      service.awaitAnswer(PATIENCE);
      console.answers(service.name(), Duration.ofNanos(System.nanoTime() - begin));
      firstAnswer.complete(null);
      var status = service.onExit().join();
      console.diedUnless(isReleased(), service.name(), status);
    } catch (StartFailure e) {
      afterFailedStart(e);
    }
  }

  /** Once released it must not start again, so the two exclude each other. */
  private synchronized boolean runUnlessReleased() {
    if (isReleased()) {
      return false;
    }
    try {
      service.run();
      return true;
    } catch (StartFailure | UncheckedIOException e) {
      return mayHopeAfter(e);
    }
  }

  /** What cannot even be run on the first start lacks something that no second try will bring. */
  private boolean mayHopeAfter(RuntimeException failure) {
    if (!firstAnswer.isDone()) {
      throw new Refusal("Millrace stops: %s.".formatted(failure.getMessage()));
    }
    console.say("  %s; trying again".formatted(failure.getMessage()));
    return false;
  }

  private void afterFailedStart(StartFailure failure) {
    if (isReleased()) {
      return;
    }
    service.kill();
    failures++;
    if (!firstAnswer.isDone() && failures >= CHANCES) {
      throw new Refusal(
          "%s%n%nMillrace stops: %s.".formatted(service.logTail(), failure.getMessage()));
    }
    console.say("  %s; starting it again".formatted(failure.getMessage()));
  }

  private void pauseAfter(Duration life) throws InterruptedException {
    released.await(backoff.afterLifeOf(life).toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isReleased() {
    return released.getCount() == 0;
  }

  /** Stops the service in good order, for good. */
  void release() {
    synchronized (this) {
      released.countDown();
    }
    service.stop();
  }
}
