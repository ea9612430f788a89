package dev.millrace.output;

import dev.millrace.context.CallerContext;
import io.smallrye.mutiny.Uni;
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
    return CallerContext.home(
        Uni.createFrom().item(() -> inPlace(work)).runSubscriptionOn(threads));
  }

  private <T> T inPlace(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  void close() {
    threads.shutdownNow();
  }
}
