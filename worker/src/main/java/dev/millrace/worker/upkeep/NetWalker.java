package dev.millrace.worker.upkeep;

import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.QueueProgress;
import dev.millrace.queue.SafetyNet;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Walks behind the workers and dispatches again what still waits there. It should find nothing; its
 * counter above zero is a fault to look for.
 */
@ApplicationScoped
class NetWalker {
  private static final Logger LOG = Logger.getLogger(NetWalker.class);

  private final QueueProgress progress;
  private final SafetyNet net;
  private final Counter found;
  private final Rounds rounds;

  NetWalker(
      Vertx vertx,
      QueueProgress progress,
      SafetyNet net,
      MeterRegistry registry,
      UpkeepConfig config) {
    this.progress = progress;
    this.net = net;
    this.found =
        Counter.builder("millrace.safetynet.found")
            .description("Requests that waited behind acknowledged records; above zero is a fault")
            .register(registry);
    this.rounds = new Rounds(vertx, "walking the safety net", config.safetyNetEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return Multi.createFrom()
        .iterable(progress.acknowledged())
        .onItem()
        .transformToUniAndConcatenate(this::walk)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Integer> walk(DispatchPosition acknowledged) {
    return net.walk(acknowledged).invoke(count -> report(acknowledged, count));
  }

  private void report(DispatchPosition acknowledged, int count) {
    if (count > 0) {
      found.increment(count);
      LOG.errorf(
          "%d requests waited although their records were acknowledged; dispatched again: lane=%s"
              + " partition=%d below offset=%d",
          count, acknowledged.lane().word(), acknowledged.partition(), acknowledged.offset());
    }
  }
}
