package dev.millrace.worker.upkeep;

import dev.millrace.file.Orphans;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/** Goes slowly through the store and dooms the objects that nothing names. */
@ApplicationScoped
class OrphanWalker {
  private final Orphans orphans;
  private final InstantSource clock;
  private final Orphans.Pace pace;
  private final Counter seen;
  private final Counter found;
  private final Counter strange;
  private final Rounds rounds;

  OrphanWalker(
      Vertx vertx,
      Orphans orphans,
      InstantSource clock,
      MeterRegistry registry,
      FileUpkeepConfig config) {
    this.orphans = orphans;
    this.clock = clock;
    this.pace =
        new Orphans.Pace(
            config.walkPage(), config.orphanAge(), config.walkPause(), config.walkEvery());
    this.seen =
        counter(registry, "millrace.objects.walked", "Objects that the walk for orphans looked at");
    this.found =
        counter(
            registry,
            "millrace.objects.orphaned",
            "Objects that nothing named, and that were doomed for it");
    this.strange =
        counter(
            registry,
            "millrace.objects.strange",
            "Objects under keys that Millrace never writes; they are left alone");
    this.rounds =
        new Rounds(vertx, "walking the store for orphans", config.walkPause(), this::round);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  /** One page, if it is due. */
  Uni<Void> round() {
    return orphans
        .next(pace, clock.instant())
        .invoke(page -> page.ifPresent(this::count))
        .replaceWithVoid();
  }

  private void count(Orphans.Page page) {
    seen.increment(page.seen());
    found.increment(page.doomed());
    strange.increment(page.strange());
  }
}
