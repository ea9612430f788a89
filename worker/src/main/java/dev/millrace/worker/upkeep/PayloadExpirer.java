package dev.millrace.worker.upkeep;

import dev.millrace.account.AccountId;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.history.Expiry;
import dev.millrace.postgres.queue.RetentionConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Deletes payloads of accounts whose plans keep them for a shorter time than all are kept. */
@ApplicationScoped
class PayloadExpirer {
  private static final Logger LOG = Logger.getLogger(PayloadExpirer.class);

  private final Expiry expiry;
  private final Plans plans;
  private final InstantSource clock;
  private final Rounds rounds;

  PayloadExpirer(
      Vertx vertx, Expiry expiry, Plans plans, InstantSource clock, RetentionConfig config) {
    this.expiry = expiry;
    this.plans = plans;
    this.clock = clock;
    this.rounds =
        new Rounds(vertx, "deleting payloads by their plans", config.dropEvery(), this::round);
  }

  void onStart(@Observes StartupEvent start) {
    rounds.start();
  }

  void onStop(@Observes ShutdownEvent stop) {
    rounds.stop();
  }

  /** One plan after the other, each until there is nothing to do. */
  Uni<Void> round() {
    return Multi.createFrom()
        .iterable(plans.all())
        .onItem()
        .transformToUniAndConcatenate(this::expire)
        .collect()
        .last();
  }

  private Uni<Void> expire(Plan plan) {
    return plan.retention()
        .map(kept -> expire(plan, kept))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> expire(Plan plan, Duration kept) {
    var ended = clock.instant().minus(kept);
    return Multi.createBy()
        .repeating()
        .uni(
            () -> new AtomicReference<>(Expiry.BEGINNING),
            place -> step(place, after -> expiry.expire(plans, plan, ended, after)))
        .whilst(step -> step.next().isPresent())
        .collect()
        .in(AtomicLong::new, (sum, step) -> sum.addAndGet(step.payloads()))
        .invoke(sum -> tell(plan, sum.get()))
        .replaceWithVoid();
  }

  private static Uni<Expiry.Step> step(
      AtomicReference<AccountId> place, Function<AccountId, Uni<Expiry.Step>> expire) {
    return expire.apply(place.get()).invoke(done -> done.next().ifPresent(place::set));
  }

  private static void tell(Plan plan, long payloads) {
    if (payloads > 0) {
      LOG.infof("deleted %d payloads that the plan %s keeps no longer", payloads, plan.name());
    }
  }
}
