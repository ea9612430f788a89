package dev.millrace.api.queue;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.provider.Pause;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.Spacing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import org.jboss.logging.Logger;

/**
 * Announces what the api itself did to requests. Nobody waits for it: the row is the truth, and a
 * subscriber that missed an announcement is healed from it.
 */
@ApplicationScoped
class QueuedAnnouncer {
  private static final Logger LOG = Logger.getLogger(QueuedAnnouncer.class);
  private static final GroupCommitLimits LIMITS = new GroupCommitLimits(1000, 1, 100_000);

  /** A send costs the broker the same with one event as with many. */
  private static final Duration APART = Duration.ofMillis(10);

  private final GroupCommit<RequestEvent, Boolean> batches;

  QueuedAnnouncer(EventLog events, Pause pause, InstantSource clock) {
    this.batches =
        new GroupCommit<>(
            LIMITS,
            new Spacing(APART, clock),
            pause::lasting,
            batch ->
                events.announce(batch).replaceWith(() -> Collections.nCopies(batch.size(), true)));
  }

  void announce(RequestEvent event) {
    batches
        .add(event)
        .subscribe()
        .with(
            ignored -> {},
            failure ->
                LOG.warnf(
                    "not announced request=%s status=%s: %s",
                    event.request(), event.status(), failure.getMessage()));
  }
}
