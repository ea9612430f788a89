package dev.millrace.worker.upkeep;

import dev.millrace.queue.OverdueRequests;
import dev.millrace.worker.execute.Announcer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/**
 * Ends requests that wait past their deadlines, without waiting for their turn. Should this worker
 * die before it has announced them, their dispatch records do.
 */
@ApplicationScoped
class DeadlineKeeper {
  private static final int AT_ONCE = 500;

  private final OverdueRequests overdue;
  private final Announcer announcer;
  private final InstantSource clock;
  private final Counter ended;
  private final Rounds rounds;

  DeadlineKeeper(
      Vertx vertx,
      OverdueRequests overdue,
      Announcer announcer,
      InstantSource clock,
      MeterRegistry registry,
      UpkeepConfig config) {
    this.overdue = overdue;
    this.announcer = announcer;
    this.clock = clock;
    this.ended =
        Counter.builder("millrace.deadlines.missed")
            .description("Requests that failed because they waited past a deadline of theirs")
            .register(registry);
    this.rounds = new Rounds(vertx, "keeping deadlines", config.deadlinesEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  private Uni<Void> round() {
    return overdue
        .end(clock.instant(), AT_ONCE)
        .call(done -> announcer.announce(done.transitions()))
        .invoke(done -> ended.increment(terminal(done)))
        .chain(done -> done.looked() == AT_ONCE ? round() : Uni.createFrom().voidItem());
  }

  private static long terminal(OverdueRequests.Ended done) {
    return done.transitions().stream().filter(event -> event.status().isTerminal()).count();
  }
}
