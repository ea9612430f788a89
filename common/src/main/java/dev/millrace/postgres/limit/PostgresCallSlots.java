package dev.millrace.postgres.limit;

import dev.millrace.limit.Budget;
import dev.millrace.limit.CallSlots;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Leases slots from PostgreSQL, and keeps those of a moment ago at hand. */
@ApplicationScoped
public class PostgresCallSlots implements CallSlots {
  private static final Logger LOG = Logger.getLogger(PostgresCallSlots.class);
  private static final Duration ROUND = Duration.ofMillis(500);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

  private final LeaseStatements statements;
  private final LeaseConfig config;
  private final Vertx vertx;
  private final ConcurrentMap<String, SubjectSlots> subjects = new ConcurrentHashMap<>();
  private volatile long rounds = -1;
  private volatile long beats = -1;

  @Inject
  public PostgresCallSlots(Pool pool, InstantSource clock, LeaseConfig config, Vertx vertx) {
    if (config.presumedDeadAfter().compareTo(config.heartbeatEvery().multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "millrace.limits.presumed-dead-after (%s) must be at least twice heartbeat-every (%s)"
              .formatted(config.presumedDeadAfter(), config.heartbeatEvery()));
    }
    this.statements =
        new LeaseStatements(pool, UUID.randomUUID(), clock, config.presumedDeadAfter());
    this.config = config;
    this.vertx = vertx;
  }

  /** Begins to give back what is idle, and to say that this node lives. */
  public void start() {
    rounds = vertx.setPeriodic(ROUND.toMillis(), turn -> round());
    beats = vertx.setPeriodic(config.heartbeatEvery().toMillis(), turn -> beat());
  }

  /** Gives all back. Blocks for a bounded time. */
  public void stop() {
    vertx.cancelTimer(rounds);
    vertx.cancelTimer(beats);
    statements
        .end()
        .ifNoItem()
        .after(STOP_WITHIN)
        .fail()
        .onFailure()
        .recoverWithUni(PostgresCallSlots::leftBehind)
        .await()
        .indefinitely();
  }

  private static Uni<Void> leftBehind(Throwable failure) {
    LOG.infof("call slots of this node are free once it is presumed dead: %s", failure);
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Got> take(List<Budget> budgets) {
    var limited = budgets.stream().filter(budget -> budget.atOnce().isPresent()).toList();
    return limited.isEmpty()
        ? CallSlots.UNBOUNDED.take(budgets)
        : taken(limited, 0, new ArrayList<>());
  }

  private Uni<Got> taken(List<Budget> budgets, int next, List<SubjectSlots> held) {
    if (next == budgets.size()) {
      return Uni.createFrom().item(new Got.Slot(once(() -> giveBack(held))));
    }
    var budget = budgets.get(next);
    var slots = slotsOf(budget);
    return slots
        .take()
        .chain(
            taken -> {
              if (taken) {
                held.add(slots);
                return taken(budgets, next + 1, held);
              }
              giveBack(held);
              return Uni.createFrom().item(new Got.Full(budget));
            });
  }

  private SubjectSlots slotsOf(Budget budget) {
    int most = budget.atOnce().orElseThrow();
    var subject = budget.subject().toString();
    return subjects.compute(
        subject + "#" + most,
        (name, known) ->
            (known == null ? new SubjectSlots(statements, subject, most) : known).expectTake());
  }

  private static void giveBack(List<SubjectSlots> held) {
    held.forEach(SubjectSlots::giveBack);
  }

  private static Runnable once(Runnable step) {
    var done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        step.run();
      }
    };
  }

  private void round() {
    subjects.values().forEach(SubjectSlots::round);
    // One by one, so that none goes between being found and being taken from.
    for (var name : subjects.keySet()) {
      subjects.computeIfPresent(name, (same, slots) -> slots.isUnused() ? null : slots);
    }
  }

  private void beat() {
    if (!subjects.isEmpty()) {
      statements
          .see()
          .subscribe()
          .with(
              seen -> LOG.trace("call slots seen"),
              failure -> LOG.debugf("call slots not seen: %s", failure));
    }
  }
}
