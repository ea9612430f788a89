package dev.millrace.api.queue;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import org.jboss.logging.Logger;

/**
 * Announces what the api itself did to requests. Nobody waits for it: the row is the truth, and a
 * subscriber that missed an announcement is healed from it. Batches keep no distance: a worker may
 * say a moment later that the request has started, and what comes behind that is no news any more.
 */
@ApplicationScoped
class QueuedAnnouncer {
  private static final Logger LOG = Logger.getLogger(QueuedAnnouncer.class);
  private static final GroupCommitLimits LIMITS = new GroupCommitLimits(1000, 4, 100_000);

  private final GroupCommit<RequestEvent, Boolean> batches;

  QueuedAnnouncer(EventLog events) {
    this.batches =
        new GroupCommit<>(
            LIMITS,
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
