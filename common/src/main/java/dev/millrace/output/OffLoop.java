package dev.millrace.output;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Work on bytes, away from event loops: on virtual threads, as many at once as there are
 * processors.
 */
final class OffLoop {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors());

  /** Answers on the caller's event loop. Fails with what the work threw. */
  <T> Uni<T> run(Supplier<T> work) {
    return home(Uni.createFrom().item(() -> inPlace(work)).runSubscriptionOn(threads));
  }

  private <T> T inPlace(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** The same, answered on the event loop of whoever calls this. */
  static <T> Uni<T> home(Uni<T> elsewhere) {
    var loop = Vertx.currentContext();
    return elsewhere.emitOn(task -> hop(loop, task));
  }

  private static void hop(Context loop, Runnable task) {
    if (loop == null || loop == Vertx.currentContext()) {
      task.run();
    } else {
      loop.runOnContext(then -> task.run());
    }
  }

  void close() {
    threads.shutdownNow();
  }
}
