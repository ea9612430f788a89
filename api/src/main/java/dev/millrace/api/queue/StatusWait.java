package dev.millrace.api.queue;

import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.stream.Waits;
import dev.millrace.queue.RequestView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Holds a status call until there is news, for callers that asked for it with {@code ?wait=}. */
@ApplicationScoped
class StatusWait {
  private static final int LONGEST = 60;

  private final Waits waits;
  private final RequestDesk desk;

  StatusWait(Waits waits, RequestDesk desk) {
    this.waits = waits;
    this.desk = desk;
  }

  /** Reads {@code wait}; fails with MALFORMED when it is no whole number of seconds up to 60. */
  static Optional<Duration> asked(String seconds) {
    if (seconds == null) {
      return Optional.empty();
    }
    if (!seconds.matches("[0-9]{1,2}")) {
      throw refused();
    }
    int number = Integer.parseInt(seconds);
    if (number < 1 || number > LONGEST) {
      throw refused();
    }
    return Optional.of(Duration.ofSeconds(number));
  }

  private static RuntimeException refused() {
    return Refusal.ofParameter("wait", "is not a whole number of seconds from 1 to 60");
  }

  /** The request once it has moved on or the time is over; at once when it has ended. */
  Uni<RequestView> untilMoved(RequestView request, Duration atMost, RoutingContext call) {
    if (request.status().isTerminal()) {
      return Uni.createFrom().item(request);
    }
    var moved = waits.untilMoved(request.account(), request.id(), request.sequence(), atMost);
    return Uni.join()
        .first(moved, hungUp(call))
        .toTerminate()
        .chain(() -> desk.find(request.account(), request.id().toString()));
  }

  /** Ends when the caller has gone, so that nobody waits for nobody. */
  private static Uni<Void> hungUp(RoutingContext call) {
    return Uni.createFrom().emitter(gone -> call.addEndHandler(end -> gone.complete(null)));
  }
}
