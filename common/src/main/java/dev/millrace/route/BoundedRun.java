package dev.millrace.route;

import dev.millrace.fault.Fault;
import dev.millrace.provider.Call;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A provider's run within its bounds: the attempt's time, and the time that a provider has to
 * confirm that it was stopped. Past either the connection is cut.
 *
 * @param confirmWithin how long confirming a cancel may take
 */
public record BoundedRun(Duration confirmWithin) {
  private static final Logger LOG = Logger.getLogger(BoundedRun.class);

  /** A worker that ends, or runs what is no longer its own, waits for nobody. */
  private static final Duration CONFIRM_SOON = Duration.ofSeconds(2);

  public BoundedRun {
    if (confirmWithin.isNegative() || confirmWithin.isZero()) {
      throw new IllegalArgumentException(
          "millrace.execute.cancel-within must be above zero, not " + confirmWithin);
    }
  }

  /**
   * @param run what the provider does
   * @param overtime the fault of a run that takes longer than its attempt may
   */
  Uni<Outcome> outcome(
      Function<Call, Uni<Outcome>> run, Call call, StopSignal stop, Supplier<Fault> overtime) {
    var inTime =
        run.apply(call.cancelledBy(stop.asked().replaceWithVoid()))
            .ifNoItem()
            .after(call.attempt().timeout())
            .recoverWithItem(() -> new Outcome.Failed(overtime.get()));
    Uni<Outcome> cut =
        stop.asked()
            .onItem()
            .call(reason -> Uni.createFrom().voidItem().onItem().delayIt().by(bound(reason)))
            .map(reason -> cut(call, reason));
    return Uni.join().first(inTime, cut).toTerminate();
  }

  private Duration bound(Stop reason) {
    return switch (reason) {
      case CANCELLED -> confirmWithin;
      case LOST, DRAINED -> CONFIRM_SOON;
    };
  }

  private Outcome cut(Call call, Stop reason) {
    LOG.warnf(
        "the provider did not confirm within %s that it stopped; its connection is cut request=%s"
            + " model=%s attempt=%d route=%s reason=%s",
        bound(reason),
        call.request(),
        call.model(),
        call.attempt().number(),
        call.route().name(),
        reason);
    return new Outcome.Cancelled();
  }
}
