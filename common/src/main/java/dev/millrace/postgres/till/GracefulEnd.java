package dev.millrace.postgres.till;

import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * How a till ends: what has ended is settled, what is free goes back, the node says good-bye. What
 * a step leaves undone is said aloud; its credit comes back when the node counts as dead.
 */
final class GracefulEnd {
  private static final Logger LOG = Logger.getLogger(GracefulEnd.class);
  private static final Duration GIVE_BACK = Duration.ofSeconds(3);

  private final NodeLife life;
  private final Recalls recalls;
  private final Settlements settlements;
  private final OpenCalls open;
  private final Duration grace;

  GracefulEnd(
      NodeLife life, Recalls recalls, Settlements settlements, OpenCalls open, Duration grace) {
    this.life = life;
    this.recalls = recalls;
    this.settlements = settlements;
    this.open = open;
    this.grace = grace;
  }

  /** Answers how many ended calls could not be settled. */
  int now() {
    try {
      settlements.drained().await().atMost(grace);
    } catch (RuntimeException e) {
      LOG.errorf(
          "%d answered calls could not be settled within %s; they are not charged and stand in no"
              + " history",
          settlements.waiting(), grace);
    }
    if (open.count() > 0) {
      LOG.errorf("%d calls had not ended when the till closed; they are not charged", open.count());
    }
    try {
      recalls.giveBackAll().chain(life::end).await().atMost(GIVE_BACK);
    } catch (RuntimeException e) {
      LOG.warnf(
          "credit not given back; that happens after millrace.till.presumed-dead-after: %s",
          e.getMessage());
    }
    return settlements.waiting();
  }
}
