package dev.millrace.worker.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.provider.Call;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Outcome;
import dev.millrace.request.RetryPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Runs one attempt: from a claim to a verdict. */
@ApplicationScoped
class AttemptRunner {
  private static final Logger LOG = Logger.getLogger(AttemptRunner.class);

  private final Catalogue catalogue;
  private final Providers providers;
  private final OutputDesk outputs;
  private final ObjectReader inputs;
  private final InstantSource clock;
  private final Judge judge;

  AttemptRunner(
      Catalogue catalogue,
      Providers providers,
      OutputDesk outputs,
      ObjectMapper json,
      InstantSource clock,
      ExecuteConfig config) {
    this.catalogue = catalogue;
    this.providers = providers;
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
  }

  /** Never fails: whatever happens becomes a verdict. */
  Uni<Verdict.Of> run(Claim claim, Uni<Void> cancelled) {
    var model = catalogue.find(claim.model());
    if (model.isEmpty()) {
      return verdict(claim, "", new Verdict.Fail(modelGone(claim)));
    }
    var way = Itinerary.of(model.get(), claim);
    if (way.attempt().isBeyondLimit()) {
      return verdict(claim, way.route().name(), new Verdict.Fail(workersLost()));
    }
    return Uni.createFrom()
        .deferred(() -> attempt(claim, model.get(), way, cancelled))
        .onFailure()
        .recoverWithItem(failure -> new Verdict.Fail(unknown(claim, failure)))
        .map(verdict -> new Verdict.Of(claim, way.route().name(), verdict, clock.instant()));
  }

  private Uni<Verdict> attempt(Claim claim, Model model, Itinerary way, Uni<Void> cancelled) {
    var input = input(claim);
    var call = new Call(claim.request(), claim.model(), way.route(), way.attempt(), input);
    return outcome(call, cancelled)
        .chain(
            outcome ->
                switch (outcome) {
                  case Outcome.Succeeded ok ->
                      outputs
                          .accept(claim, model, input, ok)
                          .map(accepted -> orJudge(accepted, way));
                  case Outcome.Failed failed -> now(fault(failed.fault(), way));
                  case Outcome.Deferred deferred ->
                      now(judge.afterDeferral(deferred, clock.instant()));
                  case Outcome.Cancelled c -> now(new Verdict.Cancel());
                });
  }

  private Verdict orJudge(OutputDesk.Accepted accepted, Itinerary way) {
    return switch (accepted) {
      case OutputDesk.Accepted.Stored stored -> stored.complete();
      case OutputDesk.Accepted.Refused refused -> fault(refused.fault(), way);
    };
  }

  private Verdict fault(Fault fault, Itinerary way) {
    return judge.afterFault(way.attempt(), fault, clock.instant());
  }

  /** The provider's outcome, cut short by the attempt's time limit or by a cancel. */
  private Uni<Outcome> outcome(Call call, Uni<Void> cancelled) {
    var limit = call.attempt().timeout();
    var bounded =
        provider(call)
            .run(call)
            .ifNoItem()
            .after(limit)
            .recoverWithItem(
                () ->
                    new Outcome.Failed(
                        Fault.of(
                            FaultCode.PROVIDER_TIMED_OUT,
                            "the provider did not finish within the model's limit of %d seconds"
                                .formatted(limit.toSeconds()))));
    Uni<Outcome> stopped = cancelled.map(ignored -> new Outcome.Cancelled());
    return Uni.join().first(bounded, stopped).toTerminate();
  }

  private Provider provider(Call call) {
    return providers
        .find(call.route().dialect())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "route %s of %s names the dialect %s, which this worker does not speak"
                        .formatted(call.route().name(), call.model(), call.route().dialect())));
  }

  private JsonNode input(Claim claim) {
    try {
      return inputs.readTree(claim.input());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored input is no JSON", e);
    }
  }

  private Uni<Verdict.Of> verdict(Claim claim, String route, Verdict verdict) {
    return Uni.createFrom().item(new Verdict.Of(claim, route, verdict, clock.instant()));
  }

  private static Uni<Verdict> now(Verdict verdict) {
    return Uni.createFrom().item(verdict);
  }

  private static Fault modelGone(Claim claim) {
    return Fault.of(
        FaultCode.MODEL_UNKNOWN,
        "model %s was taken out of the catalogue while this request waited"
            .formatted(claim.model()));
  }

  private static Fault workersLost() {
    return Fault.of(
        FaultCode.WORKER_LOST, "every worker that ran this request stopped before it was done");
  }

  private static Fault unknown(Claim claim, Throwable failure) {
    LOG.errorf(
        failure,
        "attempt failed by a fault of ours request=%s attempt=%d",
        claim.request(),
        claim.attempt());
    return Fault.of(
        FaultCode.UNKNOWN, "an internal fault ended this request; our log has it under its id");
  }
}
