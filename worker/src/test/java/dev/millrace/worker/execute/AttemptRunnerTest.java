package dev.millrace.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.input.Handover;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.payload.PayloadStore;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import dev.millrace.route.BreakerConfig;
import dev.millrace.route.Breakers;
import dev.millrace.route.Models;
import dev.millrace.route.RouteRunner;
import dev.millrace.route.Stop;
import dev.millrace.route.StopSignal;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import dev.millrace.worker.live.LiveRunners;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptRunnerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final HandClock clock = new HandClock();
  private static final String LONG = "x".repeat(200);

  private final BlobsInMemory blobs = new BlobsInMemory();
  private final PayloadStore payloads = PayloadStore.over(blobs, 100, SOON);

  @Test
  void anOutputThatFitsIsCompletedAndCharged() {
    var verdict = run(call -> now(succeeded("{'done': 1}")), Claims.claim(1, 0, "1"));

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Complete(
                "{\"done\":1}", List.of(), Money.parse("0.25"), Usage.ofOutputs(0, Duration.ZERO)));
  }

  @Test
  void noChargeExceedsTheHold() {
    var verdict = run(call -> now(succeeded("{'done': 1}")), Claims.claim(1, 0, "0.1"));

    assertThat(((Verdict.Complete) verdict).charge()).isEqualTo(Money.parse("0.1"));
  }

  @Test
  void anOutputThatDoesNotFitFailsWithItsErrorsAndIsNotRetried() {
    var fault = failed(run(call -> now(succeeded("{'gone': 1}")), Claims.claim(1, 0, "1")));

    assertThat(fault.code()).isEqualTo(FaultCode.INVALID_OUTPUT);
    assertThat(fault.validationErrors()).isNotEmpty();
  }

  @Test
  void producedFilesAreStoredAndTheirPlaceholdersBecomeUrls() {
    var file = new ProducedFile("produced:0", "a.png", "image/png", new byte[] {1, 2, 3});
    var output = new Output(Calls.json("{'done': [{'url': 'produced:0'}]}"), List.of(file));

    var verdict =
        run(call -> now(new Outcome.Succeeded(output, Usage.NONE)), Claims.claim(1, 0, "1"));

    var complete = (Verdict.Complete) verdict;
    var stored = complete.files().getFirst();
    assertThat(blobs.keys()).containsOnly(stored.key());
    assertThat(complete.output())
        .isEqualTo("{\"done\":[{\"url\":\"" + FileUrl.stored(stored.id(), "a.png") + "\"}]}");
    assertThat(stored.size()).isEqualTo(3);
  }

  @Test
  void bytesThatCannotBeStoredAreMadeOnceMore() {
    blobs.away(true);
    var file = new ProducedFile("produced:0", "a.png", "image/png", new byte[] {1});
    var output = new Output(Calls.json("{'done': 'produced:0'}"), List.of(file));

    var verdict =
        run(call -> now(new Outcome.Succeeded(output, Usage.NONE)), Claims.claim(1, 0, "1"));

    assertThat(((Verdict.Retry) verdict).fault().code()).isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void anInputThatLiesInTheStoreIsReadFromThere() {
    var claim = Claims.claim(1, 0, "1");
    var large = Claims.withInput(claim, inStore(claim, "{\"prompt\":\"" + LONG + "\"}"));

    var verdict =
        run(
            call -> now(succeeded("{'done': '" + call.input().path("prompt").asText() + "'}")),
            large);

    assertThat(((Verdict.Complete) verdict).output()).isEqualTo("{\"done\":\"" + LONG + "\"}");
  }

  @Test
  void anInputThatCannotBeReadIsTriedAgain() {
    var claim = Claims.claim(1, 0, "1");
    var large = Claims.withInput(claim, inStore(claim, "{\"prompt\":\"" + LONG + "\"}"));
    blobs.away(true);

    var verdict = run(call -> never(), large);

    assertThat(((Verdict.Retry) verdict).fault().code()).isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void anInputThatIsLostFailsTheRequest() {
    var claim = Claims.claim(1, 0, "1");
    var large = Claims.withInput(claim, inStore(claim, "{\"prompt\":\"" + LONG + "\"}"));
    blobs.keys().forEach(key -> blobs.delete(key).await().atMost(SOON));

    assertThat(failed(run(call -> never(), large)).code()).isEqualTo(FaultCode.UNKNOWN);
  }

  private String inStore(Claim claim, String input) {
    return payloads.keepInput(claim.request(), input).await().atMost(SOON);
  }

  @Test
  void aModelThatIsGoneFailsTheRequest() {
    var runner = runner(new CatalogueSnapshot("1", List.of()), call -> never());

    assertThat(failed(await(runner, Claims.claim(1, 0, "1"), new StopSignal())).code())
        .isEqualTo(FaultCode.MODEL_UNKNOWN);
  }

  @Test
  void aRequestWhoseAttemptsWereAllLostFailsWithoutAnotherOne() {
    var called = new AtomicBoolean();

    var verdict =
        run(
            call -> {
              called.set(true);
              return never();
            },
            Claims.claim(4, 0, "1"));

    assertThat(failed(verdict).code()).isEqualTo(FaultCode.WORKER_LOST);
    assertThat(called).isFalse();
  }

  @Test
  void aProviderThatTakesLongerThanTheRunLimitHasTimedOut() {
    var verdict = run(call -> never(), Claims.claim(1, 0, "1"));

    assertThat(((Verdict.Retry) verdict).fault().code()).isEqualTo(FaultCode.PROVIDER_TIMED_OUT);
  }

  // --------------------------------------------------------------------------------------- stops

  @Test
  void aCancelReachesTheProviderAndIsAVerdictOnceTheProviderConfirmsIt() {
    var told = new CompletableFuture<Void>();
    var confirm = new CompletableFuture<Outcome>();
    var stop = new StopSignal();
    var verdict =
        running(
            call -> {
              call.cancelled().subscribe().with(told::complete);
              return from(confirm);
            },
            stop);

    stop.tell(Stop.CANCELLED);

    assertThat(told).isCompleted();
    assertThat(verdict).isNotDone();
    confirm.complete(new Outcome.Cancelled());
    assertThat(ended(verdict)).isEqualTo(new Verdict.Cancel());
  }

  @Test
  void whatTheProviderHadMadeBeforeTheCancelCameIsCompletedAndCharged() {
    var stop = new StopSignal();
    var verdict =
        running(call -> call.cancelled().replaceWith(() -> succeeded("{'done': 1}")), stop);

    stop.tell(Stop.CANCELLED);

    assertThat(((Verdict.Complete) ended(verdict)).charge()).isEqualTo(Money.parse("0.25"));
  }

  @Test
  void aProviderThatDoesNotConfirmTheCancelIsCut() {
    var cut = new AtomicBoolean();
    var stop = new StopSignal();
    var verdict =
        running(
            call ->
                Uni.createFrom().<Outcome>nothing().onCancellation().invoke(() -> cut.set(true)),
            stop);

    stop.tell(Stop.CANCELLED);

    assertThat(ended(verdict)).isEqualTo(new Verdict.Cancel());
    assertThat(cut).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST", "DRAINED"})
  void whatIsStoppedForOurOwnReasonsGoesBackUntouched(Stop reason) {
    var stop = new StopSignal();
    var verdict =
        running(call -> call.cancelled().replaceWith(() -> new Outcome.Cancelled()), stop);

    stop.tell(reason);

    assertThat(ended(verdict)).isEqualTo(new Verdict.Postpone(clock.instant()));
  }

  @Test
  void aRequestThatWasAskedForBackBeforeItsTakeOverIsNotRun() {
    var called = new AtomicBoolean();
    var origin =
        new Claim.Origin(
            Claims.CLAIMED_AT,
            Claims.CLAIMED_AT,
            Deadlines.NONE,
            Optional.empty(),
            Basis.PLATFORM,
            true,
            false,
            true);

    var verdict =
        run(
            call -> {
              called.set(true);
              return never();
            },
            Claims.claim(2, 0, "1", origin));

    assertThat(verdict).isEqualTo(new Verdict.Cancel());
    assertThat(called).isFalse();
  }

  // ----------------------------------------------------------------------------------- deadlines

  @Test
  void aRequestWhoseTurnComesTooLateIsNotRun() {
    var late = deadline(Optional.of(clock.instant().minusMillis(1500)), Optional.empty());

    var fault = failed(run(call -> never(), Claims.claim(1, 0, "1", late)));

    assertThat(fault.code()).isEqualTo(FaultCode.DEADLINE_EXCEEDED);
    assertThat(fault.message()).contains("start by", "1500 ms later");
  }

  @Test
  void aRequestThatHasStartedInTimeMayBeTriedAgainAfterItsStartDeadline() {
    var late = deadline(Optional.of(clock.instant().minusMillis(1)), Optional.empty());

    var verdict = run(call -> now(succeeded("{'done': 1}")), Claims.claim(2, 0, "1", late));

    assertThat(verdict).isInstanceOf(Verdict.Complete.class);
  }

  @Test
  void aRequestThatMustHaveEndedIsNotRunAgain() {
    var late = deadline(Optional.empty(), Optional.of(clock.instant()));

    var fault = failed(run(call -> never(), Claims.claim(2, 0, "1", late)));

    assertThat(fault.code()).isEqualTo(FaultCode.DEADLINE_EXCEEDED);
    assertThat(fault.message()).contains("end by");
  }

  @Test
  void aRetryThatWouldComeTooLateFailsAtOnceAndSaysWhatWentBefore() {
    var tight = deadline(Optional.empty(), Optional.of(clock.instant().plusSeconds(5)));
    var busy =
        new Outcome.Failed(
            Fault.of(FaultCode.PROVIDER_BUSY, "no room").retryAfter(Duration.ofSeconds(8)));

    var fault = failed(run(call -> now(busy), Claims.claim(1, 0, "1", tight)));

    assertThat(fault.code()).isEqualTo(FaultCode.DEADLINE_EXCEEDED);
    assertThat(fault.message()).contains("3000 ms later", "no room");
  }

  @Test
  void aProviderThatStillWorksAtTheDeadlineIsCut() {
    var cut = new AtomicBoolean();
    var tight = deadline(Optional.empty(), Optional.of(clock.instant().plusMillis(50)));
    var runner =
        runner(
            catalogue(),
            call -> {
              clock.turn(call.attempt().timeout());
              return Uni.createFrom()
                  .<Outcome>nothing()
                  .onCancellation()
                  .invoke(() -> cut.set(true));
            });

    var fault = failed(await(runner, Claims.claim(1, 0, "1", tight), new StopSignal()));

    assertThat(fault.code()).isEqualTo(FaultCode.DEADLINE_EXCEEDED);
    assertThat(cut).isTrue();
  }

  private static Deadlines deadline(Optional<Instant> startBy, Optional<Instant> finishBy) {
    return new Deadlines(startBy, finishBy);
  }

  @Test
  void aDeferralIsPostponed() {
    var verdict =
        run(call -> now(new Outcome.Deferred(Duration.ofSeconds(4))), Claims.claim(1, 0, "1"));

    assertThat(verdict).isEqualTo(new Verdict.Postpone(clock.instant().plusSeconds(4)));
  }

  // Whatever happens becomes a verdict: what escaped would take a slot of the worker for ever.

  @Test
  void aProviderWhoseUniFailsFailsTheRequest() {
    var verdict =
        run(
            call -> Uni.createFrom().failure(new IllegalStateException("a bug")),
            Claims.claim(1, 0, "1"));

    assertThat(failed(verdict).code()).isEqualTo(FaultCode.UNKNOWN);
  }

  @Test
  void aProviderThatThrowsFailsTheRequest() {
    var verdict =
        run(
            call -> {
              throw new IllegalStateException("a bug");
            },
            Claims.claim(1, 0, "1"));

    assertThat(failed(verdict).code()).isEqualTo(FaultCode.UNKNOWN);
  }

  @Test
  void aDialectThatNobodySpeaksFailsTheRequest() {
    var catalogue = new CatalogueSnapshot("1", List.of(Models.model(3, SOON, "klingon")));

    var verdict =
        await(runner(catalogue, call -> never()), Claims.claim(1, 0, "1"), new StopSignal());

    assertThat(failed(verdict).code()).isEqualTo(FaultCode.UNKNOWN);
  }

  private Verdict run(Function<Call, Uni<Outcome>> provider, Claim claim) {
    return await(runner(catalogue(), provider), claim, new StopSignal());
  }

  private CompletableFuture<Verdict> running(
      Function<Call, Uni<Outcome>> provider, StopSignal stop) {
    return runner(new CatalogueSnapshot("1", List.of(Models.model(3, SOON, "scripted"))), provider)
        .run(Claims.claim(1, 0, "1"), stop)
        .map(Verdict.Of::verdict)
        .subscribeAsCompletionStage();
  }

  private static Verdict ended(CompletableFuture<Verdict> verdict) {
    return verdict.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static Uni<Outcome> from(CompletableFuture<Outcome> outcome) {
    return Uni.createFrom().completionStage(outcome);
  }

  private static Verdict await(AttemptRunner runner, Claim claim, StopSignal stop) {
    return runner.run(claim, stop).await().atMost(SOON).verdict();
  }

  private AttemptRunner runner(CatalogueSnapshot catalogue, Function<Call, Uni<Outcome>> provider) {
    var json = new ObjectMapper();
    var config =
        Settings.of(ExecuteConfig.class, Map.of("millrace.execute.cancel-within", "PT0.1S"));
    var breaking = Settings.of(BreakerConfig.class, Map.of());
    var breakers = new Breakers(breaking, clock, new SimpleMeterRegistry());
    var routes =
        new RouteRunner(
            new Providers(List.of(new Scripted(provider))), breakers, Handover.NONE, clock);
    return new AttemptRunner(
        TheirModels.in(catalogue),
        new Errands(payloads, json),
        routes,
        LiveRunners.unused(routes),
        Models.desk(blobs, json),
        clock,
        config,
        breaking);
  }

  private static CatalogueSnapshot catalogue() {
    Model model = Models.model(3, Duration.ofMillis(200), "scripted");
    return new CatalogueSnapshot("1", List.of(model));
  }

  private static Outcome succeeded(String value) {
    return new Outcome.Succeeded(Output.of(Calls.json(value)), Usage.NONE);
  }

  private static Uni<Outcome> now(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }

  private static Uni<Outcome> never() {
    return Uni.createFrom().nothing();
  }

  private static Fault failed(Verdict verdict) {
    return ((Verdict.Fail) verdict).fault();
  }

  /** A provider that does what the test says. */
  private record Scripted(Function<Call, Uni<Outcome>> script) implements Provider {
    @Override
    public String dialect() {
      return "scripted";
    }

    @Override
    public List<String> problems(Route route) {
      return List.of();
    }

    @Override
    public Uni<Outcome> run(Call call) {
      return script.apply(call);
    }
  }
}
