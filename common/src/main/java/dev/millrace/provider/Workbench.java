package dev.millrace.provider;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Where work that needs a processor is done, so that no event loop does it: as many threads as
 * there are processors, and a bounded line before them.
 */
@Singleton
public final class Workbench {
  private static final Logger LOG = Logger.getLogger(Workbench.class);
  private static final int LINE = 4096;

  /** No native call is interrupted; one that still ran while the JVM ends could crash it. */
  private static final long LAST_WORK_SECONDS = 10;

  private final Vertx vertx;
  private final ThreadPoolExecutor threads;

  @Inject
  public Workbench(Vertx vertx) {
    this(vertx, Runtime.getRuntime().availableProcessors(), LINE);
  }

  Workbench(Vertx vertx, int threads, int line) {
    this.vertx = vertx;
    var counter = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(line),
            work ->
                Thread.ofPlatform()
                    .name("workbench-" + counter.getAndIncrement())
                    .daemon()
                    .unstarted(work));
  }

  /**
   * Does the work on a thread of its own and answers on the caller's event loop. Cancelling takes
   * work that has not begun out of the line; work that has begun ends, and its result is dropped.
   * Fails with {@link NoRoomException} when the line is full, else with what the work threw.
   */
  public <T> Uni<T> run(Supplier<T> work) {
    return Uni.createFrom().emitter(emitter -> enqueue(work, emitter));
  }

  private <T> void enqueue(Supplier<T> work, UniEmitter<? super T> emitter) {
    var context = vertx.getOrCreateContext();
    Runnable task = () -> answer(work, emitter, context);
    emitter.onTermination(() -> threads.remove(task));
    try {
      threads.execute(task);
    } catch (RejectedExecutionException full) {
      emitter.fail(new NoRoomException("the line before the workbench is full"));
    }
  }

  private static <T> void answer(
      Supplier<T> work, UniEmitter<? super T> emitter, Context callersLoop) {
    try {
      T result = work.get();
      callersLoop.runOnContext(then -> emitter.complete(result));
    } catch (Throwable failure) { // whatever it is, the caller must not wait for ever
      callersLoop.runOnContext(then -> emitter.fail(failure));
    }
  }

  /** Drops what waits, and waits for what has begun. */
  @PreDestroy
  void close() throws InterruptedException {
    threads.shutdownNow();
    if (!threads.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("work that a processor is needed for still runs; the process ends without it");
    }
  }
}
