package dev.millrace.worker.dispatch;

import dev.millrace.queue.AttemptId;
import dev.millrace.queue.Claim;
import dev.millrace.request.RequestId;
import dev.millrace.route.Stop;
import dev.millrace.route.StopSignal;
import dev.millrace.worker.execute.Ending;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The attempts that this worker runs now, each with the means to stop it. Owned by the desk's
 * thread. It may run two attempts of one request for a moment: one that it lost, and the latest.
 */
final class RunningRequests {
  private final Map<AttemptId, StopSignal> stops = new HashMap<>();
  private final Map<RequestId, Integer> attemptsOf = new HashMap<>();
  private final BiFunction<Claim, StopSignal, Uni<Ending>> executor;

  RunningRequests(BiFunction<Claim, StopSignal, Uni<Ending>> executor) {
    this.executor = executor;
  }

  /** Runs a claim; {@code ended} is called on whatever thread it ends on. */
  void run(Claim claim, Consumer<Ending> ended) {
    var stop = new StopSignal();
    stops.put(claim.id(), stop);
    attemptsOf.merge(claim.request(), 1, Integer::sum);
    executor.apply(claim, stop).subscribe().with(ended);
  }

  void remove(AttemptId attempt) {
    if (stops.remove(attempt) != null) {
      attemptsOf.computeIfPresent(attempt.request(), (id, many) -> many > 1 ? many - 1 : null);
    }
  }

  /** Tells a running attempt to stop; it ends in its own time. */
  void stop(AttemptId attempt, Stop reason) {
    var stop = stops.get(attempt);
    if (stop != null) {
      stop.tell(reason);
    }
  }

  void stopAll(Stop reason) {
    stops.values().forEach(stop -> stop.tell(reason));
  }

  boolean has(RequestId request) {
    return attemptsOf.containsKey(request);
  }

  int size() {
    return stops.size();
  }

  List<AttemptId> attempts() {
    return List.copyOf(stops.keySet());
  }
}
