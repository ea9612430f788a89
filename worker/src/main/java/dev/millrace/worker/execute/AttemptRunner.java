package dev.millrace.worker.execute;

import dev.millrace.background.BackgroundResponse;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Model;
import dev.millrace.output.Hold;
import dev.millrace.output.OutputDesk;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Attempt;
import dev.millrace.request.Outcome;
import dev.millrace.request.RetryPolicy;
import dev.millrace.route.BoundedRun;
import dev.millrace.route.BreakerConfig;
import dev.millrace.route.Errand;
import dev.millrace.route.Itinerary;
import dev.millrace.route.RouteRunner;
import dev.millrace.route.RouteRunner.Ran;
import dev.millrace.route.StopSignal;
import dev.millrace.worker.live.LiveRunner;
import dev.millrace.worker.live.Lived;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Runs one attempt: from a claim to a verdict. */
@ApplicationScoped
class AttemptRunner {
  private static final Logger LOG = Logger.getLogger(AttemptRunner.class);

  private static final int ATTEMPTS_WITHOUT_MODEL = 4;

  private final ClaimedModels models;
  private final Errands errands;
  private final RouteRunner routes;
  private final LiveRunner live;
  private final OutputDesk outputs;
  private final InstantSource clock;
  private final Judge judge;
  private final BoundedRun bounds;
  private final Duration spareAtMost;

  AttemptRunner(
      ClaimedModels models,
      Errands errands,
      RouteRunner routes,
      LiveRunner live,
      OutputDesk outputs,
      InstantSource clock,
      ExecuteConfig config,
      BreakerConfig breakers) {
    this.models = models;
    this.errands = errands;
    this.routes = routes;
    this.live = live;
    this.outputs = outputs;
    this.clock = clock;
    this.judge =
        new Judge(
            new RetryPolicy(config.retryBase(), config.retryMax()),
            () -> ThreadLocalRandom.current().nextLong());
    this.bounds = new BoundedRun(config.cancelWithin());
    this.spareAtMost = breakers.waitAtMost();
  }

  /** Made at the start, so that settings without sense stop the start and not the first attempt. */
  void onStart(@Observes StartupEvent start) {
    LOG.debugf("providers confirm a stop within %s, or are cut", bounds.confirmWithin());
  }

  /** Never fails: whatever happens becomes a verdict. */
  Uni<Verdict.Of> run(Claim claim, StopSignal stop) {
    var notRun = Threshold.refuse(claim, clock.instant());
    if (notRun.isPresent()) {
      return now(of(claim, "", notRun.get()));
    }
    return models
        .of(claim)
        .chain(model -> run(claim, model, stop))
        .onFailure(FaultException.class)
        .recoverWithItem(failure -> withoutModel(claim, ((FaultException) failure).fault()))
        .onFailure()
        .recoverWithItem(failure -> of(claim, "", bug(claim, failure)));
  }

  /** What cannot be found for now is looked for a few times more. */
  private Verdict.Of withoutModel(Claim claim, Fault fault) {
    int spent = claim.attempt() - claim.deferrals();
    var attempt = new Attempt(claim.attempt(), spent, ATTEMPTS_WITHOUT_MODEL, Duration.ZERO);
    return of(claim, "", judge.afterFault(attempt, fault, clock.instant()));
  }

  private Uni<Verdict.Of> run(Claim claim, Optional<Model> model, StopSignal stop) {
    var notRun = Threshold.refuse(claim, model, clock.instant());
    if (notRun.isPresent()) {
      return now(of(claim, "", notRun.get()));
    }
    var way = wayOf(model.orElseThrow(), claim, clock.instant());
    return errands
        .of(claim, model.get(), way)
        .chain(given -> attempt(claim, given, stop))
        .onFailure(FaultException.class)
        .recoverWithItem(
            failure ->
                of(claim, way.first().name(), fault(((FaultException) failure).fault(), way)))
        .onFailure()
        .recoverWithItem(failure -> of(claim, way.first().name(), bug(claim, failure)));
  }

  private Uni<Verdict.Of> attempt(Claim claim, Errands.Given given, StopSignal stop) {
    var errand = given.errand();
    var followed = given.response().filter(BackgroundResponse::isStreamed);
    if (followed.isPresent()) {
      return live.run(errand, claim.id(), followed.get(), stop)
          .chain(lived -> afterLive(claim, errand, lived, stop));
    }
    return routes
        .run(errand, bounds, stop)
        .map(ran -> given.response().map(response -> inOurName(response, ran)).orElse(ran))
        .chain(ran -> after(claim, errand, ran, stop));
  }

  private Uni<Verdict.Of> after(Claim claim, Errand errand, Ran ran, StopSignal stop) {
    return switch (ran) {
      case Ran.Spared spared -> now(afterSparing(claim, errand.way(), spared));
      case Ran.Ended ended ->
          verdict(claim, errand, ended, stop)
              .map(verdict -> of(claim, ended.route().name(), verdict));
    };
  }

  /** What was heard is not said again, whatever comes of it. */
  private Uni<Verdict.Of> afterLive(Claim claim, Errand errand, Lived lived, StopSignal stop) {
    return switch (lived) {
      case Lived.Unheard(var ran) -> after(claim, errand, ran, stop);
      case Lived.Broken(var route, var fault) ->
          now(of(claim, route.name(), new Verdict.Fail(fault)));
      case Lived.Whole(var route, var outcome) ->
          outputs
              .acceptGiven(hold(claim), errand.model(), outcome)
              .map(accepted -> orElse(accepted, Verdict.Fail::new))
              .map(verdict -> of(claim, route.name(), verdict));
    };
  }

  private static Ran inOurName(BackgroundResponse response, Ran ran) {
    return ran instanceof Ran.Ended(var route, Outcome.Succeeded ok)
        ? new Ran.Ended(route, response.inOurName(ok))
        : ran;
  }

  static Itinerary wayOf(Model model, Claim claim, Instant now) {
    return Itinerary.of(model, claim.attempt(), claim.deferrals(), claim.origin().deadlines(), now);
  }

  private Uni<Verdict> verdict(Claim claim, Errand errand, Ran.Ended ended, StopSignal stop) {
    var way = errand.way();
    return switch (ended.outcome()) {
      case Outcome.Succeeded ok ->
          outputs
              .accept(hold(claim), errand.model(), ended.route(), ok)
              .map(accepted -> orElse(accepted, fault -> fault(fault, way)));
      case Outcome.Failed failed -> now(fault(failed.fault(), way));
      case Outcome.Deferred deferred -> now(judge.afterDeferral(deferred, clock.instant()));
      case Outcome.Cancelled c ->
          now(judge.afterStop(stop.reason().orElseThrow(), clock.instant()));
    };
  }

  private static Hold hold(Claim claim) {
    return new Hold(claim.account(), claim.request(), claim.rateCard(), claim.held());
  }

  private static Verdict orElse(
      OutputDesk.Accepted accepted, Function<Fault, Verdict> afterRefusal) {
    return switch (accepted) {
      case OutputDesk.Accepted.Stored(var output, var files, var charge, var usage) ->
          new Verdict.Complete(output, files, charge, usage);
      case OutputDesk.Accepted.Refused refused -> afterRefusal.apply(refused.fault());
    };
  }

  /** Waiting uses up no attempt, and so it has a bound of its own. */
  private Verdict.Of afterSparing(Claim claim, Itinerary way, Ran.Spared spared) {
    var now = clock.instant();
    boolean mayWait = now.isBefore(claim.origin().startedAt().plus(spareAtMost));
    var verdict =
        mayWait
            ? judge.afterSparing(spared.untilTrial(), claim.deferrals(), now)
            : fault(stillSpared(spared), way);
    return of(claim, spared.route().name(), verdict);
  }

  private Fault stillSpared(Ran.Spared spared) {
    return Fault.of(
        FaultCode.PROVIDER_UNREACHABLE,
        "The provider of route %s fails again and again and is not called for now; this request has waited for it for more than %s."
            .formatted(spared.route().name(), spareAtMost));
  }

  private Verdict fault(Fault fault, Itinerary way) {
    return judge.afterFault(way.attempt(), fault, clock.instant());
  }

  private Verdict.Of of(Claim claim, String route, Verdict verdict) {
    var inTime = Judge.inTime(verdict, claim.origin().deadlines());
    return new Verdict.Of(claim, route, inTime, clock.instant());
  }

  private static <T> Uni<T> now(T item) {
    return Uni.createFrom().item(item);
  }

  private static Verdict bug(Claim claim, Throwable failure) {
    LOG.errorf(
        failure,
        "attempt failed by a fault of ours request=%s attempt=%d",
        claim.request(),
        claim.attempt());
    return new Verdict.Fail(
        Fault.of(
            FaultCode.UNKNOWN,
            "an internal fault ended this request; our log has it under its id"));
  }
}
