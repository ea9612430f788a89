package dev.millrace.bench.contest;

import dev.millrace.bench.wrk.Wrk;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Submits to a queue for a while, and waits until all of it is completed and charged: that time
 * counts, so a queue that only takes gains nothing.
 */
public final class QueueContest {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Wrk wrk;

  public QueueContest(Wrk wrk) {
    this.wrk = wrk;
  }

  /**
   * A round of one that has started, at so many connections.
   *
   * @param time how long it submits
   */
  public Round round(Contestant contestant, int connections, Duration time) throws Exception {
    var gauges = Gauges.read(contestant.gauges());
    long before = contestant.completed();
    long begun = System.nanoTime();
    var submits = wrk.run(contestant.submit().over(connections, time)).good();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // wrk leaves a few behind, whose answers it does not wait for.
    while (contestant.completed() - before < submits.requests()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "%s had not completed %d requests after %s"
                .formatted(contestant.name(), submits.requests(), PATIENCE));
      }
      Thread.sleep(LOOK_EVERY);
    }
    var whole = Duration.ofNanos(System.nanoTime() - begun);
    return new Round(submits, whole, gauges.costs(submits.requests()));
  }
}
