package dev.millrace.bench.speed;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** How long a worker needs from the start of its process until a request that waits is done. */
final class WorkerStart {
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Millrace millrace;
  private final EchoCaller caller;

  WorkerStart(Millrace millrace, EchoCaller caller) {
    this.millrace = millrace;
    this.caller = caller;
  }

  /** Returns when the worker serves again. */
  Duration once() throws IOException, InterruptedException, TimeoutException {
    var cluster = millrace.cluster();
    var worker = cluster.worker(1);
    worker.stop();
    try (var completions = cluster.books().completions()) {
      long before = completions.count();
      caller.submit(millrace.target());
      long begun = System.nanoTime();
      worker.run();
      var done = completions.await(before + 1, LOOK_EVERY, PATIENCE);
      worker.awaitAnswer(PATIENCE);
      return Duration.ofNanos(done.at() - begun);
    }
  }
}
