package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.api.stream.Following;
import dev.millrace.api.stream.Waits;
import dev.millrace.event.RequestEvent;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Keeps a caller waiting for the end of what it submits. */
@ApplicationScoped
class SubmitWait {
  private final Waits waits;
  private final Requests requests;

  SubmitWait(Waits waits, Requests requests) {
    this.waits = waits;
    this.requests = requests;
  }

  /**
   * What became of a submit, and of its request.
   *
   * @param now how it stands when it has ended, when the time is over, or when the caller has left
   */
  record Waited(Submitted submitted, RequestView now) {}

  /**
   * Submits and waits.
   *
   * @param atMost from when it is in the queue
   */
  Uni<Waited> untilEnd(
      AccountId account, Uni<Submitted> submit, Duration atMost, RoutingContext caller) {
    return waits.following(
        account,
        following ->
            submit.chain(
                submitted ->
                    now(following, submitted, atMost, caller)
                        .map(now -> new Waited(submitted, now))));
  }

  private Uni<RequestView> now(
      Following following, Submitted submitted, Duration atMost, RoutingContext caller) {
    return switch (submitted) {
      case Submitted.Queued queued ->
          ended(
              following.untilTerminal(queued.id(), RequestEvent.ADMISSION, atMost), queued, caller);
      case Submitted.Replayed(var original) ->
          original.status().isTerminal()
              ? Uni.createFrom().item(original)
              : ended(
                  following.untilTerminal(original.id(), original.sequence(), atMost),
                  submitted,
                  caller);
    };
  }

  private Uni<RequestView> ended(Uni<Void> end, Submitted submitted, RoutingContext caller) {
    return unlessLeft(end, caller)
        .chain(() -> requests.find(submitted.account(), submitted.id()))
        .map(found -> found.orElseThrow(() -> vanished(submitted.id())));
  }

  /** Ends with the wait, or when the caller has gone: nobody waits for nobody. */
  static Uni<Void> unlessLeft(Uni<Void> wait, RoutingContext caller) {
    return whicheverIsFirst(wait, leaving(caller));
  }

  /** Ends both: a caller who has left must not keep a wait alive. */
  static Uni<Void> whicheverIsFirst(Uni<Void> ended, Uni<Void> left) {
    return Uni.join().first(ended, left).toTerminate();
  }

  private static Uni<Void> leaving(RoutingContext caller) {
    return Uni.createFrom()
        .emitter(emitter -> caller.addEndHandler(over -> emitter.complete(null)));
  }

  private static IllegalStateException vanished(RequestId id) {
    return new IllegalStateException("vanished while its caller waited: " + id);
  }
}
