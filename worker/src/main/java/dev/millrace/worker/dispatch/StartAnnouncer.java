package dev.millrace.worker.dispatch;

import dev.millrace.event.RequestEvent;
import dev.millrace.queue.Claim;
import dev.millrace.worker.execute.Announcer;
import java.util.List;

/**
 * Announces that requests have started. Running them does not wait for it.
 *
 * <p>The worker that made the transition before may have died between its commit and its
 * announcement, and followers would miss a number; so that one goes ahead once more. Who has it
 * already drops it.
 */
final class StartAnnouncer {
  private final Announcer announcer;

  StartAnnouncer(Announcer announcer) {
    this.announcer = announcer;
  }

  /** Requests that waited in the queue. */
  void takenUp(List<Claim> claims) {
    announce(claims.stream().map(Claim::takenUp).flatMap(List::stream).toList());
  }

  /** A request that a silent worker ran. */
  void takenOver(Claim claim) {
    announce(claim.takenOver());
  }

  private void announce(List<RequestEvent> transitions) {
    if (!transitions.isEmpty()) {
      announcer.announce(transitions).subscribe().with(ignored -> {});
    }
  }
}
