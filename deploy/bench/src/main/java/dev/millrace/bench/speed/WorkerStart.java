package dev.millrace.bench.speed;

import dev.millrace.bench.cluster.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** How long a worker needs from the start of its process until a request that waits is served. */
final class WorkerStart {
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Millrace millrace;
  private final EchoCaller caller;

  WorkerStart(Millrace millrace, EchoCaller caller) {
    this.millrace = millrace;
    this.caller = caller;
  }

  /**
   * From the start of the process, as PostgreSQL shows it.
   *
   * @param claimed until the request was a worker's
   * @param done until it had completed and was charged
   */
  record Served(Duration claimed, Duration done) {}

  /** Returns when the worker serves again. */
  Served once() throws IOException, InterruptedException, TimeoutException {
    var cluster = millrace.cluster();
    var worker = cluster.worker(1);
    worker.stop();
    try (var claims = cluster.books().progress(Progress.Stage.CLAIMED);
        var ends = cluster.books().progress(Progress.Stage.COMPLETED)) {
      long claimedBefore = claims.count();
      long endedBefore = ends.count();
      caller.submit(millrace.target());
      long begun = System.nanoTime();
      worker.run();
      var claimed = claims.await(claimedBefore + 1, LOOK_EVERY, PATIENCE);
      var done = ends.await(endedBefore + 1, LOOK_EVERY, PATIENCE);
      worker.awaitAnswer(PATIENCE);
      return new Served(since(begun, claimed), since(begun, done));
    }
  }

  private static Duration since(long begun, Progress.Count seen) {
    return Duration.ofNanos(seen.at() - begun);
  }
}
