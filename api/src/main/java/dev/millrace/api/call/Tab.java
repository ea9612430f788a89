package dev.millrace.api.call;

import dev.millrace.fault.FaultException;
import dev.millrace.till.EndedCall;
import dev.millrace.till.Reservation;
import dev.millrace.till.Till;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What one call has to pay: opened once, closed once, whoever comes first and in whatever order. A
 * caller may leave while its credit is still sought; what is found then goes back at once.
 */
final class Tab {
  private static final Logger LOG = Logger.getLogger(Tab.class);

  private final Till till;
  private final Order order;
  private final CallLimits limits;
  private Optional<Reservation> reservation = Optional.empty();
  private Optional<EndedCall> ended = Optional.empty();

  Tab(Till till, Order order, CallLimits limits) {
    this.till = till;
    this.order = order;
    this.limits = limits;
  }

  /**
   * Sets the quote aside. Fails with the fault of a refusal. Cancelling does not cancel the search
   * for credit, which others may share.
   */
  Uni<Void> open() {
    return Uni.createFrom()
        .emitter(
            emitter ->
                till.reserve(order.spender(), order.quote().amount())
                    .subscribe()
                    .with(
                        reserved -> {
                          switch (reserved) {
                            case Till.Reserved.Granted(var granted) -> {
                              opened(granted);
                              emitter.complete(null);
                            }
                            case Till.Reserved.Refused(var fault) ->
                                emitter.fail(new FaultException(fault));
                          }
                        },
                        emitter::fail));
  }

  private void opened(Reservation granted) {
    Optional<EndedCall> already;
    synchronized (this) {
      reservation = Optional.of(granted);
      already = ended;
    }
    already.ifPresent(call -> settle(granted, call));
  }

  /**
   * Closes it; only the first word counts.
   *
   * @return whether this was the first
   */
  boolean close(EndedCall call) {
    Optional<Reservation> held;
    synchronized (this) {
      if (ended.isPresent()) {
        return false;
      }
      ended = Optional.of(call);
      held = reservation;
    }
    held.ifPresent(granted -> settle(granted, call));
    call.usage().ifPresent(usage -> limits.used(order, usage));
    return true;
  }

  /** Nobody waits: the till goes on by itself, and tries again for as long as it takes. */
  private void settle(Reservation granted, EndedCall call) {
    till.settle(granted, call)
        .subscribe()
        .with(
            done -> LOG.debugf("call settled request=%s", call.request()),
            failure ->
                LOG.errorf(
                    failure, "call not settled by a fault of ours request=%s", call.request()));
  }
}
