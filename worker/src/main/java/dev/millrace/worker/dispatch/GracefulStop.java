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

  /** Stopping providers takes two seconds at the most; the rest is for settling and announcing. */
  private static final Duration RELEASE_WITHIN = Duration.ofSeconds(5);

  private static final Duration LEAVE_WITHIN = Duration.ofSeconds(5);

  private final PollLoop loop;
  private final TurnDesk desk;
  private final Heart heart;

  GracefulStop(PollLoop loop, TurnDesk desk, Heart heart) {
    this.loop = loop;
    this.desk = desk;
    this.heart = heart;
  }

  void within(Duration grace) throws InterruptedException {
    var idle = new CountDownLatch(1);
    loop.drain();
    desk.drain(idle::countDown);
    if (!within(idle, grace)) {
      LOG.infof(
          "requests still ran when the grace of %s was over; they go back to the queue", grace);
      desk.release();
      if (!within(idle, RELEASE_WITHIN)) {
        LOG.warnf(
            "some requests could not be given back within %s; other workers take them over",
            RELEASE_WITHIN);
      }
    }
    loop.stop();
    if (!loop.awaitEnd(LEAVE_WITHIN)) {
      LOG.warnf("the dispatch loop did not end within %s; Kafka notices by itself", LEAVE_WITHIN);
    }
    heart.stop();
  }

  private static boolean within(CountDownLatch idle, Duration bound) throws InterruptedException {
    return idle.await(bound.toMillis(), TimeUnit.MILLISECONDS);
  }
}
