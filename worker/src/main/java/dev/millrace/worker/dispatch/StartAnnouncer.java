package dev.millrace.worker.dispatch;

import dev.millrace.event.RequestEvent;
import dev.millrace.queue.Claim;
import dev.millrace.request.RequestStatus;
import dev.millrace.worker.execute.Announcer;
import java.util.List;

/** Announces that requests have started. Running them does not wait for it. */
final class StartAnnouncer {
  private final Announcer announcer;

  StartAnnouncer(Announcer announcer) {
    this.announcer = announcer;
  }

  void announce(List<Claim> claims) {
    if (!claims.isEmpty()) {
      announcer
          .announce(claims.stream().map(StartAnnouncer::event).toList())
          .subscribe()
          .with(ignored -> {});
    }
  }

  private static RequestEvent event(Claim claim) {
    return new RequestEvent(
        claim.request(),
        claim.account(),
        claim.model(),
        claim.sequence(),
        RequestStatus.IN_PROGRESS,
        claim.attempt(),
        claim.claimedAt());
  }
}
