package dev.millrace.worker.dispatch;

import dev.millrace.queue.Claim;
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
          .announce(claims.stream().map(Claim::started).toList())
          .subscribe()
          .with(ignored -> {});
    }
  }
}
