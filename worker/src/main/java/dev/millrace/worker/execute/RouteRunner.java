package dev.millrace.worker.execute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.queue.Claim;
import dev.millrace.request.Outcome;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Finds the route that an attempt goes by, and runs it there. */
@ApplicationScoped
class RouteRunner {
  private static final Logger LOG = Logger.getLogger(RouteRunner.class);

  private final Providers providers;
  private final Breakers breakers;
  private final InstantSource clock;
  private final BoundedRun bounded;

  RouteRunner(Providers providers, Breakers breakers, InstantSource clock, ExecuteConfig config) {
    this.providers = providers;
    this.breakers = breakers;
    this.clock = clock;
    this.bounded = new BoundedRun(config.cancelWithin());
  }

  /** Made at the start, so that settings without sense stop the start and not the first attempt. */
  void onStart(@Observes StartupEvent start) {
    LOG.debugf("providers confirm a stop within %s, or are cut", bounded.confirmWithin());
  }

  /** What came of an attempt. */
  sealed interface Ran {
    /** The way that it went, or would have gone. */
    Route route();

    record Ended(Route route, Outcome outcome) implements Ran {}

    /**
     * It was not run, because each of its routes is spared.
     *
     * @param untilTrial how long until one of them is tried again
     */
    record Spared(Route route, Duration untilTrial) implements Ran {}
  }

  /** Fails only by a bug. */
  Uni<Ran> run(Claim claim, Model model, Itinerary way, JsonNode input, StopSignal stop) {
    for (var route : way.routes()) {
      var provider = provider(model, route);
      var call = new Call(claim.request(), claim.model(), route, way.attempt(), input);
      if (!provider.isRemote()) {
        return outcome(claim, provider, call, stop).map(came -> new Ran.Ended(route, came));
      }
      var pass = breakers.pass(model, route);
      if (pass.isPresent()) {
        return watched(model, outcome(claim, provider, call, stop), call, pass.get());
      }
    }
    return Uni.createFrom().item(new Ran.Spared(way.first(), untilTrial(model, way)));
  }

  private static Uni<Ran> watched(
      Model model, Uni<Outcome> run, Call call, RouteBreaker.Pass pass) {
    return run.invoke(came -> handIn(pass, call, model, came))
        .onTermination()
        .invoke(pass::giveBack)
        .map(came -> new Ran.Ended(call.route(), came));
  }

  /** Time that the request's own deadline took away says nothing about the provider. */
  private static void handIn(RouteBreaker.Pass pass, Call call, Model model, Outcome came) {
    boolean cutShort = call.attempt().timeout().compareTo(model.runLimit()) < 0;
    boolean timedOut =
        came instanceof Outcome.Failed failed
            && failed.fault().code() == FaultCode.PROVIDER_TIMED_OUT;
    if (cutShort && timedOut) {
      pass.giveBack();
    } else {
      pass.handIn(came);
    }
  }

  private Uni<Outcome> outcome(Claim claim, Provider provider, Call call, StopSignal stop) {
    return Uni.createFrom()
        .deferred(() -> bounded.outcome(provider, call, stop, () -> overtime(claim, call)));
  }

  private Fault overtime(Claim claim, Call call) {
    var deadlines = claim.origin().deadlines();
    var now = clock.instant();
    return deadlines.left(now).filter(left -> !left.isPositive()).isPresent()
        ? deadlines.missedRunning(now)
        : Fault.of(
            FaultCode.PROVIDER_TIMED_OUT,
            "the provider did not finish within the model's limit of %d seconds"
                .formatted(call.attempt().timeout().toSeconds()));
  }

  private Duration untilTrial(Model model, Itinerary way) {
    return way.routes().stream()
        .map(route -> breakers.untilTrial(model, route))
        .min(Duration::compareTo)
        .orElseThrow();
  }

  private Provider provider(Model model, Route route) {
    return providers
        .find(route.dialect())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "route %s of %s names the dialect %s, which this worker does not speak"
                        .formatted(route.name(), model.name(), route.dialect())));
  }
}
