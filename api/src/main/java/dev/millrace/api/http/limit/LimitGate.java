package dev.millrace.api.http.limit;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.account.Plans;
import dev.millrace.account.Spender;
import dev.millrace.api.http.key.Caller;
import dev.millrace.api.http.key.Toll;
import dev.millrace.cache.BoundedCache;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.limit.Budget;
import dev.millrace.limit.Budgets;
import dev.millrace.limit.Level;
import dev.millrace.limit.Limiter;
import dev.millrace.limit.Taken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps callers within their limits, and tells them how those stand. A call of a model is counted;
 * all others are told what this node knows.
 */
@ApplicationScoped
public class LimitGate implements Toll {
  private static final int MOST = 50_000;
  private static final Duration KNOWN_FOR = Duration.ofSeconds(1);
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Limiter limiter;
  private final Plans plans;
  private final InstantSource clock;
  private final Cache<Spender, AtomicReference<List<Level>>> known;
  private final Cache<Spender, List<Budget>> budgets;

  LimitGate(Limiter limiter, Plans plans, InstantSource clock) {
    this.limiter = limiter;
    this.plans = plans;
    this.clock = clock;
    this.known = BoundedCache.ofAtMost(MOST).expireAfterWrite(KNOWN_FOR).build();
    this.budgets = BoundedCache.ofAtMost(MOST).expireAfterAccess(REMEMBERED).build();
  }

  /** Fails with RATE_LIMITED. */
  @Override
  public Uni<Caller> pay(Caller caller, HttpServerRequest request, boolean runsModel) {
    var limits =
        Budgets.of(
            caller.account(),
            Optional.of(caller.key()),
            caller.terms().limits(),
            plans.named(caller.plan()));
    if (limits.isEmpty()) {
      return Uni.createFrom().item(caller);
    }
    return runsModel ? take(caller, limits, request) : tell(caller, limits, request);
  }

  /** The limits of whoever called this node in the last hour. */
  public List<Budget> of(Spender spender) {
    var limits = budgets.getIfPresent(spender);
    return limits == null ? List.of() : limits;
  }

  private Uni<Caller> take(Caller caller, List<Budget> limits, HttpServerRequest request) {
    remember(caller.spender(), limits);
    return limiter
        .take(limits)
        .map(
            taken ->
                switch (taken) {
                  case Taken.Granted(var levels) -> {
                    tell(caller, levels, request.response());
                    yield caller;
                  }
                  case Taken.Refused(var by, var levels) -> {
                    tell(caller, levels, request.response());
                    throw refused(by);
                  }
                });
  }

  /** Writing is dearer than looking, and what a key may seldom changes. */
  private void remember(Spender spender, List<Budget> limits) {
    if (!limits.equals(budgets.getIfPresent(spender))) {
      budgets.put(spender, limits);
    }
  }

  private FaultException refused(Level by) {
    long seconds = LimitHeaders.secondsUntil(by.resetsAt(), clock.instant());
    var what = by.kind() == Level.Kind.CALLS ? "calls of models" : "tokens";
    return new FaultException(
        Fault.of(
                FaultCode.RATE_LIMITED,
                "%s allows %d %s in a %s, and they are used up; the next %s begins in %d s"
                    .formatted(
                        by.budget().name(),
                        by.limit(),
                        what,
                        by.window().word(),
                        by.window().word(),
                        seconds))
            .retryAfter(Duration.ofSeconds(seconds))
            .with("limit", Long.toString(by.limit()))
            .with("window", by.window().word()));
  }

  private Uni<Caller> tell(Caller caller, List<Budget> limits, HttpServerRequest request) {
    var levels = known.getIfPresent(caller.spender());
    if (levels != null) {
      write(levels.get(), request.response());
      return Uni.createFrom().item(caller);
    }
    return looked(limits)
        .invoke(found -> tell(caller, found, request.response()))
        .replaceWith(caller);
  }

  private Uni<List<Level>> looked(List<Budget> limits) {
    var levels = Uni.createFrom().item((List<Level>) new ArrayList<Level>());
    for (var budget : limits) {
      levels =
          levels.chain(before -> limiter.look(budget).invoke(before::addAll).replaceWith(before));
    }
    return levels;
  }

  private void tell(Caller caller, List<Level> levels, HttpServerResponse response) {
    known.get(caller.spender(), spender -> new AtomicReference<>(levels)).set(levels);
    write(levels, response);
  }

  private void write(List<Level> levels, HttpServerResponse response) {
    if (!response.headWritten()) { // a stream's key is looked at again while it flows
      LimitHeaders.of(levels, clock.instant()).forEach(response::putHeader);
    }
  }
}
