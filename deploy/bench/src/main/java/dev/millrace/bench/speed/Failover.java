package dev.millrace.bench.speed;

import dev.millrace.bench.cluster.Lifetimes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** How long requests wait when one of two workers is killed. */
final class Failover {
  private static final double PER_SECOND = 50;

  /** For both workers to share the work, and to run warm. */
  private static final Duration BEFORE = Duration.ofSeconds(15);

  private static final Duration AFTER = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Millrace millrace;
  private final EchoCaller caller;

  Failover(Millrace millrace, EchoCaller caller) {
    this.millrace = millrace;
    this.caller = caller;
  }

  /** The lives of requests that were submitted in the ten seconds after the kill. */
  Lifetimes once() throws InterruptedException, ExecutionException, TimeoutException {
    var cluster = millrace.cluster();
    cluster.run(1, 2);
    var killed = killUnderLoad();
    return Lifetimes.await(
        cluster.books(), millrace.customer().account(), killed, killed.plus(AFTER), PATIENCE);
  }

  /** Returns when it was killed, once the load is over. */
  private Instant killUnderLoad() throws InterruptedException, ExecutionException {
    var target = millrace.target();
    var load = new OpenLoop(PER_SECOND, BEFORE.plus(AFTER));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = threads.submit(() -> load.run((number, due) -> caller.submit(target)));
      Thread.sleep(BEFORE);
      millrace.cluster().worker(2).kill();
      var killed = Instant.now(); // what it had claimed itself waits until it is presumed dead
      running.get();
      return killed;
    }
  }
}
