package dev.millrace.worker.dispatch;

import dev.millrace.queue.Standing;
import dev.millrace.queue.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what becomes of a turn whose request could not be claimed. Pure.
 *
 * @param me this worker
 * @param orphanAfter how long a record without a row is waited for
 * @param lookAgainEvery how often a request that another worker runs is looked at
 */
record Patience(WorkerId me, Duration orphanAfter, Duration lookAgainEvery) {
  /** Most rows that the first look missed ({@link FirstLook}) are committed within this. */
  static final Duration SECOND_LOOK = Duration.ofMillis(2);

  private static final Duration LOCKED = Duration.ofMillis(20);
  private static final int MAX_DOUBLINGS = 8;

  /** What to do next with a turn. */
  sealed interface Next {
    /** Try to claim it again after a while. */
    record LookAgain(Duration after) implements Next {}

    /** Its worker is dead: claim the next attempt. */
    record TakeOver() implements Next {}

    /**
     * It is terminal: announce that again, because the announcement may be lost, and acknowledge.
     */
    record AnnounceAgain(Standing standing) implements Next {}

    /** Its row never came and cannot come any more: acknowledge and count it. */
    record DropOrphan() implements Next {}
  }

  Next next(
      Optional<Standing> standing, Instant firstSeen, int looks, boolean runsHere, Instant now) {
    return standing
        .map(found -> ofExisting(found, runsHere, now))
        .orElseGet(() -> ofMissing(firstSeen, looks, now));
  }

  private Next ofMissing(Instant firstSeen, int looks, Instant now) {
    if (!now.isBefore(firstSeen.plus(orphanAfter))) {
      return new Next.DropOrphan();
    }
    return new Next.LookAgain(SECOND_LOOK.multipliedBy(1L << Math.min(looks, MAX_DOUBLINGS)));
  }

  private Next ofExisting(Standing standing, boolean runsHere, Instant now) {
    return switch (standing.status()) {
      case COMPLETED, FAILED, CANCELLED -> new Next.AnnounceAgain(standing);
      case IN_PROGRESS -> ofRunning(standing, runsHere);
      case IN_QUEUE ->
          new Next.LookAgain(
              standing
                  .notBefore()
                  .filter(now::isBefore)
                  .map(due -> Duration.between(now, due))
                  .orElse(LOCKED));
    };
  }

  private Next ofRunning(Standing standing, boolean runsHere) {
    boolean mine = standing.worker().equals(Optional.of(me));
    boolean runs = mine ? runsHere : standing.workerAlive();
    return runs ? new Next.LookAgain(lookAgainEvery) : new Next.TakeOver();
  }
}
