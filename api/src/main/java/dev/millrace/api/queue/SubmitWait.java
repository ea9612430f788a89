package dev.millrace.api.queue;

import dev.millrace.api.stream.Waits;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;

/** Keeps a caller waiting for the end of what it submitted. */
@ApplicationScoped
class SubmitWait {
  private final Instance<Waits> waits;
  private final Requests requests;

  SubmitWait(Instance<Waits> waits, Requests requests) {
    this.waits = waits;
    this.requests = requests;
  }

  /** How it stands when it has ended, when the time is over, or when the caller has left. */
  Uni<RequestView> untilEnd(Submitted submitted, Duration atMost, RoutingContext caller) {
    var ended = waits.get().untilTerminal(submitted.account(), submitted.id(), atMost);
    return Uni.join()
        .first(ended, hangingUp(caller))
        .toTerminate()
        .chain(() -> requests.find(submitted.account(), submitted.id()))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new IllegalStateException(
                            "vanished while its caller waited: " + submitted.id())));
  }

  /** A caller who has left must not keep a wait alive. */
  private static Uni<Void> hangingUp(RoutingContext caller) {
    return Uni.createFrom()
        .emitter(emitter -> caller.addEndHandler(ended -> emitter.complete(null)));
  }
}
