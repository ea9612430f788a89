package dev.millrace.worker.upkeep;

import dev.millrace.file.FileUpkeep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;

/** Ends files whose time has come, and forgets them a good while later. */
@ApplicationScoped
class FileExpirer {
  private static final int AT_ONCE = 500;

  /** What somebody keeps beyond its time is looked at so much later. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final FileUpkeep files;
  private final InstantSource clock;
  private final Duration forgetAfter;
  private final Counter expired;
  private final Rounds rounds;

  FileExpirer(
      Vertx vertx,
      FileUpkeep files,
      InstantSource clock,
      MeterRegistry registry,
      FileUpkeepConfig config) {
    this.files = files;
    this.clock = clock;
    this.forgetAfter = config.forgetAfter();
    this.expired =
        Counter.builder("millrace.files.expired")
            .description("Files that were ended because their time had come")
            .register(registry);
    this.rounds = new Rounds(vertx, "ending expired files", config.expireEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  /** Until there is nothing to do. */
  Uni<Void> round() {
    return expire().chain(this::forget);
  }

  private Uni<Void> expire() {
    var now = clock.instant();
    return files
        .expire(now, now.plus(KEPT), AT_ONCE)
        .invoke(done -> expired.increment(done.expired()))
        .chain(done -> done.looked() == AT_ONCE ? expire() : Uni.createFrom().voidItem());
  }

  private Uni<Void> forget() {
    return files
        .forget(clock.instant().minus(forgetAfter), AT_ONCE)
        .chain(gone -> gone == AT_ONCE ? forget() : Uni.createFrom().voidItem());
  }
}
