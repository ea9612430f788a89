package dev.millrace.worker.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.output.Hold;
import dev.millrace.output.OutputDesk;
import dev.millrace.payload.PayloadStore;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Outcome;
import dev.millrace.request.RetryPolicy;
import dev.millrace.route.BoundedRun;
import dev.millrace.route.BreakerConfig;
import dev.millrace.route.Errand;
import dev.millrace.route.Itinerary;
import dev.millrace.route.RouteRunner;
import dev.millrace.route.StopSignal;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Runs one attempt: from a claim to a verdict. */
@ApplicationScoped
class AttemptRunner {
  private static final Logger LOG = Logger.getLogger(AttemptRunner.class);

  private final Catalogue catalogue;
  private final RouteRunner routes;
  private final OutputDesk outputs;
  private final ObjectReader inputs;
  private final InstantSource clock;
  private final Judge judge;
  private final BoundedRun bounds;
  private final Duration spareAtMost;
  private final PayloadStore payloads;

  AttemptRunner(
      Catalogue catalogue,
      RouteRunner routes,
      OutputDesk outputs,
      ObjectMapper json,
      InstantSource clock,
      ExecuteConfig config,
      BreakerConfig breakers,
      PayloadStore payloads) {
    this.payloads = payloads;
    this.catalogue = catalogue;
    this.routes = routes;
    this.outputs = outputs;
    // Decimals stay as the caller wrote them.
    this.inputs =
        json.reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
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
    var model = catalogue.find(claim.model());
    var notRun = Threshold.refuse(claim, model, clock.instant());
    if (notRun.isPresent()) {
      return now(of(claim, "", notRun.get()));
    }
    var way = wayOf(model.orElseThrow(), claim, clock.instant());
    return Uni.createFrom()
        .deferred(() -> payloads.read(claim.input()))
        .map(input -> input.orElseThrow(AttemptRunner::lost))
        .chain(input -> attempt(claim, model.get(), input, way, stop))
        .onFailure(FaultException.class)
        .recoverWithItem(
            failure ->
                of(claim, way.first().name(), fault(((FaultException) failure).fault(), way)))
        .onFailure()
        .recoverWithItem(failure -> of(claim, way.first().name(), bug(claim, failure)));
  }

  private Uni<Verdict.Of> attempt(
      Claim claim, Model model, String input, Itinerary way, StopSignal stop) {
    var errand =
        new Errand(
            claim.request(),
            claim.account(),
            model,
            way,
            parsed(input),
            Optional.empty(),
            FileUrl.isIn(input),
            claim.origin().deadlines());
    return routes
        .run(errand, bounds, stop)
        .chain(
            ran ->
                switch (ran) {
                  case RouteRunner.Ran.Spared spared -> now(afterSparing(claim, way, spared));
                  case RouteRunner.Ran.Ended ended ->
                      verdict(claim, model, way, ended, stop)
                          .map(verdict -> of(claim, ended.route().name(), verdict));
                });
  }

  static Itinerary wayOf(Model model, Claim claim, Instant now) {
    return Itinerary.of(model, claim.attempt(), claim.deferrals(), claim.origin().deadlines(), now);
  }

  private Uni<Verdict> verdict(
      Claim claim, Model model, Itinerary way, RouteRunner.Ran.Ended ended, StopSignal stop) {
    return switch (ended.outcome()) {
      case Outcome.Succeeded ok ->
          outputs
              .accept(hold(claim), model, ended.route(), ok)
              .map(accepted -> orJudge(accepted, way));
      case Outcome.Failed failed -> now(fault(failed.fault(), way));
      case Outcome.Deferred deferred -> now(judge.afterDeferral(deferred, clock.instant()));
      case Outcome.Cancelled c ->
          now(judge.afterStop(stop.reason().orElseThrow(), clock.instant()));
    };
  }

  private static Hold hold(Claim claim) {
    return new Hold(claim.account(), claim.request(), claim.rateCard(), claim.held());
  }

  private Verdict orJudge(OutputDesk.Accepted accepted, Itinerary way) {
    return switch (accepted) {
      case OutputDesk.Accepted.Stored(var output, var files, var charge, var usage) ->
          new Verdict.Complete(output, files, charge, usage);
      case OutputDesk.Accepted.Refused refused -> fault(refused.fault(), way);
    };
  }

  /** Waiting uses up no attempt, and so it has a bound of its own. */
  private Verdict.Of afterSparing(Claim claim, Itinerary way, RouteRunner.Ran.Spared spared) {
    var now = clock.instant();
    boolean mayWait = now.isBefore(claim.origin().startedAt().plus(spareAtMost));
    var verdict =
        mayWait
            ? judge.afterSparing(spared.untilTrial(), claim.deferrals(), now)
            : fault(stillSpared(spared), way);
    return of(claim, spared.route().name(), verdict);
  }

  private Fault stillSpared(RouteRunner.Ran.Spared spared) {
    return Fault.of(
        FaultCode.PROVIDER_UNREACHABLE,
        "The provider of route %s fails again and again and is not called for now; this request has waited for it for more than %s."
            .formatted(spared.route().name(), spareAtMost));
  }

  private Verdict fault(Fault fault, Itinerary way) {
    return judge.afterFault(way.attempt(), fault, clock.instant());
  }

  private static IllegalStateException lost() {
    return new IllegalStateException("the input is not in the store, where its row says it lies");
  }

  private JsonNode parsed(String input) {
    try {
      return inputs.readTree(input);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored input is no JSON", e);
    }
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
