package dev.millrace.postgres.limit;

import dev.millrace.limit.Budget;
import dev.millrace.limit.Level;
import dev.millrace.limit.Limiter;
import dev.millrace.limit.Taken;
import dev.millrace.postgres.limit.Counters.CountersOf;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.VerboseResult;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Counts in PostgreSQL, and alone while that is away. */
@ApplicationScoped
public class PostgresLimiter implements Limiter {
  private static final Logger LOG = Logger.getLogger(PostgresLimiter.class);
  private static final Duration WITHIN = Duration.ofSeconds(2);

  private final Counters counters;
  private final InstantSource clock;

  @Inject
  public PostgresLimiter(Pool pool, InstantSource clock) {
    this.counters = new Counters(new BucketStore(pool, clock, WITHIN), clock);
    this.clock = clock;
  }

  @Override
  public Uni<Taken> take(List<Budget> budgets) {
    var calls = countersOf(budgets, CountersOf::calls);
    return looked(countersOf(budgets, CountersOf::tokens))
        .chain(
            levels ->
                levels.stream().anyMatch(level -> level.remaining() < 1)
                    ? Uni.createFrom().item(refused(levels))
                    : taken(calls, 0, levels));
  }

  private List<Counter> countersOf(
      List<Budget> budgets, Function<CountersOf, List<Counter>> which) {
    var all = new ArrayList<Counter>(budgets.size());
    budgets.forEach(budget -> all.addAll(which.apply(counters.of(budget))));
    return all;
  }

  /** One after the other; what was taken goes back when a later one refuses. */
  private Uni<Taken> taken(List<Counter> counters, int next, List<Level> sofar) {
    if (next == counters.size()) {
      return Uni.createFrom().item(new Taken.Granted(sofar));
    }
    var counter = counters.get(next);
    return one(counter)
        .chain(
            probed -> {
              var levels = joined(sofar, probed.levels());
              if (probed.granted()) {
                return taken(counters, next + 1, levels);
              }
              counters.subList(0, next).forEach(this::giveBack);
              return Uni.createFrom().item(refused(probed.levels(), levels));
            });
  }

  private record Probed(boolean granted, List<Level> levels) {}

  private Uni<Probed> one(Counter counter) {
    return asked(() -> counters.shared(counter).asVerbose().tryConsumeAndReturnRemaining(1))
        .map(probe -> probed(counter, probe))
        .onFailure()
        .recoverWithItem(failure -> alone(counter, failure));
  }

  private Probed probed(Counter counter, VerboseResult<ConsumptionProbe> probe) {
    var left = probe.getDiagnostics().getAvailableTokensPerEachBandwidth();
    return new Probed(probe.getValue().isConsumed(), counter.levels(left, clock.instant()));
  }

  private Probed alone(Counter counter, Throwable failure) {
    LOG.debugf("a limit is held by this node alone, its counter cannot be reached: %s", failure);
    var probe = counters.alone(counter).asVerbose().tryConsumeAndReturnRemaining(1);
    return probed(counter, probe);
  }

  private void giveBack(Counter counter) {
    asked(() -> counters.shared(counter).addTokens(1))
        .subscribe()
        .with(
            done -> LOG.tracef("a call that was refused gives back what it took: %s", counter),
            failure -> LOG.debugf("a call counts that was refused: %s", failure));
  }

  @Override
  public Uni<List<Level>> look(Budget budget) {
    return looked(counters.of(budget).calls());
  }

  private Uni<List<Level>> looked(List<Counter> asked) {
    var levels = Uni.createFrom().item(List.<Level>of());
    for (var counter : asked) {
      levels = levels.chain(before -> looked(counter).map(found -> joined(before, found)));
    }
    return levels;
  }

  private Uni<List<Level>> looked(Counter counter) {
    return asked(() -> counters.shared(counter).asVerbose().getAvailableTokens())
        .map(
            found ->
                counter.levels(
                    found.getDiagnostics().getAvailableTokensPerEachBandwidth(), clock.instant()))
        .onFailure()
        .recoverWithItem(() -> counter.untouched(clock.instant()));
  }

  @Override
  public Uni<Void> used(List<Budget> budgets, long tokens) {
    var done = Uni.createFrom().voidItem();
    if (tokens < 1) {
      return done;
    }
    for (var counter : countersOf(budgets, CountersOf::tokens)) {
      done =
          done.chain(
              () ->
                  asked(() -> counters.shared(counter).consumeIgnoringRateLimits(tokens))
                      .replaceWithVoid()
                      .onFailure()
                      .recoverWithUni(failure -> uncounted(tokens, failure)));
    }
    return done;
  }

  private static Uni<Void> uncounted(long tokens, Throwable failure) {
    LOG.warnf(
        "%d tokens are not counted for a limit, its counter cannot be reached: %s",
        tokens, failure);
    return Uni.createFrom().voidItem();
  }

  private static <T> Uni<T> asked(Supplier<CompletableFuture<T>> question) {
    return Uni.createFrom().completionStage(question::get);
  }

  private static Taken refused(List<Level> levels) {
    return refused(levels, levels);
  }

  /** By the one that is used up for longest. */
  private static Taken refused(List<Level> those, List<Level> all) {
    var by =
        those.stream()
            .min(
                Comparator.comparing((Level level) -> level.remaining() > 0)
                    .thenComparing(Level::resetsAt, Comparator.reverseOrder()))
            .orElseThrow();
    return new Taken.Refused(by, all);
  }

  private static List<Level> joined(List<Level> some, List<Level> more) {
    var all = new ArrayList<Level>(some.size() + more.size());
    all.addAll(some);
    all.addAll(more);
    return all;
  }
}
