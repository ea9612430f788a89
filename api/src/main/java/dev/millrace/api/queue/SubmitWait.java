package dev.millrace.api.queue;

import dev.millrace.api.stream.Waits;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Keeps a caller waiting for the end of what it submitted. */
@ApplicationScoped
class SubmitWait {
  private final Waits waits;
  private final Requests requests;

  SubmitWait(Waits waits, Requests requests) {
    this.waits = waits;
    this.requests = requests;
  }

  /** How it stands when it has ended, when the time is over, or when the caller has left. */
  Uni<RequestView> untilEnd(Submitted submitted, Duration atMost, RoutingContext caller) {
    var ended = waits.untilTerminal(submitted.account(), submitted.id(), atMost);
    return whicheverIsFirst(ended, leaving(caller))
        .chain(() -> requests.find(submitted.account(), submitted.id()))
        .map(found -> found.orElseThrow(() -> vanished(submitted)));
  }

  /** Ends both: a caller who has left must not keep a wait alive. */
  static Uni<Void> whicheverIsFirst(Uni<Void> ended, Uni<Void> left) {
    return Uni.join().first(ended, left).toTerminate();
  }

  private static Uni<Void> leaving(RoutingContext caller) {
    return Uni.createFrom()
        .emitter(emitter -> caller.addEndHandler(over -> emitter.complete(null)));
  }

  private static IllegalStateException vanished(Submitted submitted) {
    return new IllegalStateException("vanished while its caller waited: " + submitted.id());
  }
}
