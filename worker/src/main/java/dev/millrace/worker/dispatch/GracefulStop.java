package dev.millrace.worker.dispatch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * How a worker ends: it takes no more turns, lets running requests finish within a grace, stops the
 * rest so that they go back to the queue untouched, commits how far it has come, leaves the group
 * and says good-bye. Each step has a bound; what it leaves undone is taken over.
 */
final class GracefulStop {
  private static final Logger LOG = Logger.getLogger(GracefulStop.class);

  private final Reading reading;
  private final Running running;
  private final Runnable goodBye;
  private final Bounds bounds;

  GracefulStop(Reading reading, Running running, Runnable goodBye, Bounds bounds) {
    this.reading = reading;
    this.running = running;
    this.goodBye = goodBye;
    this.bounds = bounds;
  }

  /** Where turns come from. */
  interface Reading {
    /** Reads no more; what was read may still end and be committed. */
    void drain();

    /** Commits what has ended and leaves the group. */
    void stop();

    /** Whether it has ended within the bound. */
    boolean awaitEnd(Duration bound) throws InterruptedException;
  }

  /** Where requests run. */
  interface Running {
    /** Claims no more; {@code idle} is called once nothing runs. */
    void drain(Runnable idle);

    /** Tells all that still runs to stop and to go back to the queue. */
    void release();
  }

  /**
   * How long each step may take.
   *
   * @param grace for running requests to finish
   * @param release for the rest to go back
   * @param leave for offsets to be committed and the group to be left
   */
  record Bounds(Duration grace, Duration release, Duration leave) {
    /** Stopping a provider takes two seconds at the most; the rest is for settling it. */
    static Bounds of(Duration grace) {
      return new Bounds(grace, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }
  }

  void now() throws InterruptedException {
    var idle = new CountDownLatch(1);
    reading.drain();
    running.drain(idle::countDown);
    if (!within(idle, bounds.grace())) {
      LOG.infof(
          "requests still ran when the grace of %s was over; they go back to the queue",
          bounds.grace());
      running.release();
      if (!within(idle, bounds.release())) {
        LOG.warnf(
            "some requests could not be given back within %s; other workers take them over",
            bounds.release());
      }
    }
    reading.stop();
    if (!reading.awaitEnd(bounds.leave())) {
      LOG.warnf("the dispatch loop did not end within %s; Kafka notices by itself", bounds.leave());
    }
    goodBye.run();
  }

  private static boolean within(CountDownLatch idle, Duration bound) throws InterruptedException {
    return idle.await(bound.toMillis(), TimeUnit.MILLISECONDS);
  }
}
