package dev.millrace.api.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.event.EventLog;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Standing;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Ends requests as a worker would, where there is none: claims, settles, announces. */
@ApplicationScoped
public class Endings {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final RequestQueue queue;
  private final EventLog events;

  Endings(RequestQueue queue, EventLog events) {
    this.queue = queue;
    this.events = events;
  }

  public void end(RequestId request, Verdict verdict) {
    var worker = new WorkerId(UUID.randomUUID());
    var claims = queue.claim(worker, List.of(request), Instant.now()).await().atMost(SOON);
    var settled =
        queue
            .settle(List.of(new Verdict.Of(claims.getFirst(), "local", verdict, Instant.now())))
            .await()
            .atMost(SOON);
    assertThat(settled.getFirst().applied()).isTrue();
    var standing = queue.standingOf(List.of(request), Instant.now()).await().atMost(SOON);
    events.announce(standing.stream().map(Standing::transition).toList()).await().atMost(SOON);
  }
}
