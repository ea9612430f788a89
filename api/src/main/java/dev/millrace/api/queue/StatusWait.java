package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.stream.Following;
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

  /**
   * A request of this account once it has moved on, the time is over, or the caller has left; at
   * once when it has ended. Fails as {@link RequestDesk#find} does.
   */
  Uni<RequestView> untilMoved(AccountId account, String id, Duration atMost, RoutingContext call) {
    return waits.following(
        account,
        following ->
            desk.find(account, id)
                .chain(
                    request ->
                        request.status().isTerminal()
                            ? Uni.createFrom().item(request)
                            : moved(following, request, atMost, call)));
  }

  private Uni<RequestView> moved(
      Following following, RequestView request, Duration atMost, RoutingContext call) {
    var moved = following.untilMoved(request.id(), request.sequence(), atMost);
    return SubmitWait.unlessLeft(moved, call)
        .chain(() -> desk.find(request.account(), request.id().toString()));
  }
}
