package dev.millrace.worker.dispatch;

import dev.millrace.queue.Claim;
import dev.millrace.request.RequestId;
import dev.millrace.route.StopSignal;
import dev.millrace.worker.execute.Ending;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Runs claims until the test says how they end. */
final class HeldExecutor implements BiFunction<Claim, StopSignal, Uni<Ending>> {
  private final List<Claim> begun = new ArrayList<>();
  private final List<RequestId> askedToStop = new ArrayList<>();
  private final Map<RequestId, UniEmitter<? super Ending>> open = new LinkedHashMap<>();

  @Override
  public Uni<Ending> apply(Claim claim, StopSignal stop) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              begun.add(claim);
              open.put(claim.request(), emitter);
              stop.asked().subscribe().with(reason -> askedToStop.add(claim.request()));
            });
  }

  /** All claims that were ever run, in order. */
  List<Claim> begun() {
    return List.copyOf(begun);
  }

  Claim latest() {
    return begun.getLast();
  }

  List<RequestId> running() {
    return List.copyOf(open.keySet());
  }

  List<RequestId> askedToStop() {
    return askedToStop;
  }

  void end(RequestId request, Ending ending) {
    open.remove(request).complete(ending);
  }
}
