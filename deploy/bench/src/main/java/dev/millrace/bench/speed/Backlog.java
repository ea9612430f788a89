package dev.millrace.bench.speed;

import dev.millrace.bench.cluster.Progress;
import dev.millrace.bench.wrk.Outcome;
import dev.millrace.bench.wrk.Wrk;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Requests of one account that pile up while no worker runs. */
final class Backlog {
  private static final int FILL_CONNECTIONS = 256;
  private static final long LONGEST_FILL_SECONDS = 30;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Millrace millrace;
  private final Wrk wrk;
  private long completedBefore;
  private long queued;

  Backlog(Millrace millrace, Wrk wrk) {
    this.millrace = millrace;
    this.wrk = wrk;
  }

  /** Waits until nothing is queued that was counted, and stops the worker in good order. */
  void hold() throws InterruptedException, TimeoutException {
    try (var completed = completed()) {
      completed.await(completedBefore + queued, LOOK_EVERY, PATIENCE);
    }
    pause();
    queued = 0;
  }

  /** Stops the worker in good order, whatever is still queued. */
  void pause() {
    millrace.cluster().worker(1).stop();
    long completed = millrace.completed();
    queued -= completed - completedBefore;
    completedBefore = completed;
  }

  /** Adds requests for so long. */
  Outcome submit(int connections, Duration time) throws IOException, InterruptedException {
    var outcome = wrk.run(millrace.submit().over(connections, time)).good();
    queued += outcome.requests();
    return outcome;
  }

  /** Adds requests until so many wait, or a second's worth more. */
  void fill(long wanted) throws IOException, InterruptedException {
    var last = submit(FILL_CONNECTIONS, Duration.ofSeconds(1));
    while (queued < wanted) {
      long seconds = Math.round((wanted - queued) / last.rate());
      last =
          submit(
              FILL_CONNECTIONS, Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_FILL_SECONDS)));
    }
  }

  long queued() {
    return queued;
  }

  /** Starts the worker; returns how many complete a second between two counts since then. */
  double drain(long from, long until) throws InterruptedException, TimeoutException {
    millrace.cluster().worker(1).start();
    try (var completed = completed()) {
      var first = completed.await(completedBefore + from, LOOK_EVERY, PATIENCE);
      return completed.await(completedBefore + until, LOOK_EVERY, PATIENCE).rateSince(first);
    }
  }

  private Progress completed() {
    return millrace.cluster().books().progress(Progress.Stage.COMPLETED);
  }
}
