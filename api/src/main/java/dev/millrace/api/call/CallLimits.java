package dev.millrace.api.call;

import dev.millrace.account.Spender;
import dev.millrace.api.http.limit.LimitGate;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.limit.Budget;
import dev.millrace.limit.CallSlots;
import dev.millrace.limit.Limiter;
import dev.millrace.money.Usage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What a call's limits have to do with its life: a slot while it runs, its tokens at its end. */
@ApplicationScoped
class CallLimits {
  private static final Logger LOG = Logger.getLogger(CallLimits.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final CallSlots slots;
  private final Limiter limiter;
  private final Function<Spender, List<Budget>> budgets;

  @Inject
  CallLimits(CallSlots slots, Limiter limiter, LimitGate gate) {
    this(slots, limiter, gate::of);
  }

  CallLimits(CallSlots slots, Limiter limiter, Function<Spender, List<Budget>> budgets) {
    this.slots = slots;
    this.limiter = limiter;
    this.budgets = budgets;
  }

  /** The slot that a call is to have. */
  Seat seat(Order order) {
    return new Seat(budgets.apply(order.spender()));
  }

  /**
   * One call's slot: taken once, given back once, whatever comes first. A caller may leave while it
   * is still sought; what is found then goes back at once.
   */
  final class Seat {
    private final List<Budget> limits;
    private Optional<Runnable> giveBack = Optional.empty();
    private boolean left;

    private Seat(List<Budget> limits) {
      this.limits = limits;
    }

    /** Fails with RATE_LIMITED when as many calls are under way as there may be. */
    Uni<Void> take() {
      return limits.isEmpty()
          ? Uni.createFrom().voidItem()
          : Uni.createFrom()
              .emitter(
                  emitter ->
                      slots
                          .take(limits)
                          .subscribe()
                          .with(
                              got -> {
                                switch (got) {
                                  case CallSlots.Got.Slot(var given) -> {
                                    taken(given);
                                    emitter.complete(null);
                                  }
                                  case CallSlots.Got.Full(var budget) -> emitter.fail(full(budget));
                                }
                              },
                              emitter::fail));
    }

    private void taken(Runnable given) {
      synchronized (this) {
        if (!left) {
          giveBack = Optional.of(given);
          return;
        }
      }
      given.run();
    }

    /** Gives it back; more than once does no harm. */
    void leave() {
      Optional<Runnable> given;
      synchronized (this) {
        left = true;
        given = giveBack;
        giveBack = Optional.empty();
      }
      given.ifPresent(Runnable::run);
    }
  }

  private static FaultException full(Budget budget) {
    return new FaultException(
        Fault.of(
                FaultCode.RATE_LIMITED,
                "%s allows %d calls at the same time that are answered at once, and so many are under way; repeat this one, or use the queue"
                    .formatted(budget.name(), budget.atOnce().orElseThrow()))
            .retryAfter(SOON));
  }

  /** Counts what a call has used. Nobody waits for it. */
  void used(Order order, Usage usage) {
    limiter
        .used(budgets.apply(order.spender()), usage.tokens())
        .subscribe()
        .with(
            counted -> LOG.tracef("tokens counted request=%s", order.id()),
            failure -> LOG.errorf(failure, "tokens not counted request=%s", order.id()));
  }
}
