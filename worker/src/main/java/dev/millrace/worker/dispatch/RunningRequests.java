package dev.millrace.worker.dispatch;

import dev.millrace.queue.Claim;
import dev.millrace.request.RequestId;
import dev.millrace.worker.execute.Ending;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The requests that this worker runs now, each with the means to stop it. Owned by the desk's
 * thread.
 */
final class RunningRequests {
  private final Map<RequestId, CompletableFuture<Void>> cancels = new HashMap<>();
  private final BiFunction<Claim, Uni<Void>, Uni<Ending>> executor;

  RunningRequests(BiFunction<Claim, Uni<Void>, Uni<Ending>> executor) {
    this.executor = executor;
  }

  /** Runs a claim; {@code ended} is called on whatever thread it ends on. */
  void run(Claim claim, Consumer<Ending> ended) {
    var cancel = new CompletableFuture<Void>();
    cancels.put(claim.request(), cancel);
    executor.apply(claim, Uni.createFrom().completionStage(cancel)).subscribe().with(ended);
  }

  void remove(RequestId request) {
    cancels.remove(request);
  }

  /** Tells a running request to stop; it ends in its own time. */
  void cancel(RequestId request) {
    var cancel = cancels.get(request);
    if (cancel != null) {
      cancel.complete(null);
    }
  }

  boolean has(RequestId request) {
    return cancels.containsKey(request);
  }

  int size() {
    return cancels.size();
  }

  List<RequestId> ids() {
    return List.copyOf(cancels.keySet());
  }
}
