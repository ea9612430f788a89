package dev.millrace.worker.execute;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.input.Handover;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.payload.PayloadStore;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.provider.Streaming;
import dev.millrace.queue.Claim;
import dev.millrace.queue.InMemoryRequestQueue;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.replay.InMemoryReplay;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
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
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses in the background, from a claim to a verdict, and what their callers can follow. */
class FollowedAttemptTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Usage USAGE = new Usage(3, 0, 0, 5, 0, 1, List.of(), Duration.ofMillis(1));
  private static final Piece.Ended STOP = new Piece.Ended("stop");
  private static final Fault BROKEN = Fault.of(FaultCode.PROVIDER_BROKEN, "it broke");

  private final HandClock clock = new HandClock();
  private final InMemoryRequestQueue queue = new InMemoryRequestQueue();
  private final InMemoryReplay replay = new InMemoryReplay(queue::state);
  private final Scripted provider = new Scripted();
  private final StopSignal stop = new StopSignal();
  private Claim claim;

  @BeforeEach
  void aClaim() {
    claim = claimed("{'model':'m','input':'Why?','background':true,'stream':true}");
  }

  @Test
  void whatIsSaidIsKeptWhileItIsSaidAndPaidForOnce() {
    var verdict = running();
    provider.say(text("Be"));

    await().atMost(SOON).until(() -> types().contains("response.output_text.delta"));
    assertThat(verdict).isNotDone();
    provider.say(text("cause"), new Piece.Used(USAGE), STOP);
    provider.ends();

    var complete = (Verdict.Complete) ended(verdict);
    var response = Calls.json(complete.output());
    assertThat(response.at("/id").asText()).isEqualTo("resp_" + claim.request());
    assertThat(response.at("/status").asText()).isEqualTo("completed");
    assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("Because");
    assertThat(complete.usage()).isEqualTo(USAGE);
    assertThat(complete.charge()).isEqualTo(Money.parse("0.25"));
    assertThat(types()).first().isEqualTo("response.in_progress");
    assertThat(types()).last().isEqualTo("response.output_item.done");
    assertThat(numbers()).isEqualTo(IntStream.range(2, 2 + types().size()).boxed().toList());
  }

  @Test
  void aFrameOfTheSameProtocolIsKeptAsItCame() {
    var verdict = running();
    quote("{'type':'response.created','sequence_number':0,'response':{'id':'resp_theirs'}}");
    quote("{'type':'response.output_text.delta','sequence_number':4,'delta':'Hi','odd':1.50}");
    provider.say(text("Hi"));
    quote(
        "{'type':'response.completed','response':{'id':'resp_theirs','status':'completed','odd':true}}");
    provider.say(new Piece.Used(USAGE), STOP);
    provider.ends();

    var response = Calls.json(((Verdict.Complete) ended(verdict)).output());

    assertThat(response.at("/id").asText()).isEqualTo("resp_" + claim.request());
    assertThat(response.at("/odd").asBoolean()).isTrue();
    assertThat(types()).containsExactly("response.in_progress", "response.output_text.delta");
    assertThat(replay.of(claim.request()).getLast().data()).contains("\"odd\":1.50");
  }

  private void quote(String frame) {
    provider.say(new Piece.Verbatim(Frame.of(frame.replace('\'', '"'))));
  }

  @Test
  void withoutAWordOfTheProviderWhatWasSaidIsCounted() {
    var verdict = running();
    provider.say(text("Because"), STOP);
    provider.ends();

    assertThat(((Verdict.Complete) ended(verdict)).usage().outputTokens()).isPositive();
  }

  @Test
  void whileTheDatabaseIsAwayWhatIsSaidGathers() {
    replay.isAway();
    var verdict = running();
    for (int i = 0; i < 100; i++) {
      provider.say(text("word "));
    }
    provider.say(new Piece.Used(USAGE), STOP);
    provider.ends();
    assertThat(verdict).isNotDone();
    replay.isBack();

    assertThat(ended(verdict)).isInstanceOf(Verdict.Complete.class);
    assertThat(types()).hasSize(3 + 100 + 3);
    assertThat(replay.batches()).hasSizeLessThan(10);
  }

  @Test
  void beforeAnythingIsSaidAFailureIsTriedAgain() {
    var verdict = running();
    provider.say(new Piece.Used(USAGE));
    provider.breaks(new FaultException(BROKEN));

    assertThat(((Verdict.Retry) ended(verdict)).fault()).isEqualTo(BROKEN);
    assertThat(types()).isEmpty();
  }

  @Test
  void withoutRoomItIsPutOff() {
    var verdict = running();
    provider.breaks(new NoRoomException("no connection is free"));

    assertThat(ended(verdict)).isInstanceOf(Verdict.Postpone.class);
  }

  @Test
  void onceSomethingWasSaidAFailureIsTheEnd() {
    var verdict = running();
    provider.say(text("Half an"));
    provider.breaks(new FaultException(BROKEN));

    assertThat(ended(verdict)).isEqualTo(new Verdict.Fail(BROKEN));
    assertThat(types()).contains("response.output_text.delta");
  }

  @Test
  void aBugIsAFailureOfOurs() {
    var verdict = running();
    provider.say(text("Half an"));
    provider.breaks(new IllegalStateException("a bug"));

    assertThat(((Verdict.Fail) ended(verdict)).fault().code()).isEqualTo(FaultCode.UNKNOWN);
  }

  @Test
  void aResponseThatHadBegunIsNotBegunAnewByWhoeverTakesItOver() {
    running();
    provider.say(text("Half an"));
    await().atMost(SOON).until(() -> !types().isEmpty());
    claim = takenOver();
    var said = types();

    var fault = ((Verdict.Fail) ended(running())).fault();

    assertThat(fault.code()).isEqualTo(FaultCode.WORKER_LOST);
    assertThat(fault.message()).contains("create it once more");
    assertThat(provider.called).isEqualTo(1);
    assertThat(types()).isEqualTo(said);
  }

  @Test
  void aResponseThatHadNotBegunIsMadeByWhoeverTakesItOver() {
    claim = takenOver();
    var verdict = running();
    provider.say(text("Because"), new Piece.Used(USAGE), STOP);
    provider.ends();

    assertThat(ended(verdict)).isInstanceOf(Verdict.Complete.class);
  }

  @Test
  void anAttemptThatWasTakenOverIsCutAndKeepsNothing() {
    var verdict = running();
    var other = takenOver();

    provider.say(text("Too late"));

    assertThat(ended(verdict)).isInstanceOf(Verdict.Postpone.class);
    assertThat(provider.cut).isTrue();
    assertThat(replay.of(other.request())).isEmpty();
  }

  @Test
  void aCancelCutsTheProviderAndWhatWasSaidIsPaidFor() {
    var verdict = running();
    provider.say(text("Half an"));
    await().atMost(SOON).until(() -> types().contains("response.output_text.delta"));

    stop.tell(Stop.CANCELLED);

    var complete = (Verdict.Complete) ended(verdict);
    assertThat(provider.cut).isTrue();
    assertThat(Calls.json(complete.output()).at("/status").asText()).isEqualTo("cancelled");
    assertThat(complete.charge()).isEqualTo(Money.parse("0.25"));
    assertThat(complete.usage().outputTokens()).isPositive();
  }

  @Test
  void aCancelBeforeAnythingWasSaidIsFree() {
    var verdict = running();

    stop.tell(Stop.CANCELLED);

    assertThat(ended(verdict)).isEqualTo(new Verdict.Cancel());
    assertThat(provider.cut).isTrue();
  }

  @Test
  void aWorkerThatEndsLeavesToOthersWhatHasNotBegun() {
    var verdict = running();

    stop.tell(Stop.DRAINED);

    assertThat(ended(verdict)).isInstanceOf(Verdict.Postpone.class);
  }

  @Test
  void aWorkerThatEndsAmidAnAnswerFailsIt() {
    var verdict = running();
    provider.say(text("Half an"));

    stop.tell(Stop.DRAINED);

    assertThat(((Verdict.Fail) ended(verdict)).fault().code()).isEqualTo(FaultCode.WORKER_LOST);
  }

  @Test
  void aProviderThatKnowsNoStreamsIsToldInOneGo() {
    provider.streams = false;
    var verdict = running();
    provider.answers(succeeded(spoken("resp_theirs")));

    var response = Calls.json(((Verdict.Complete) ended(verdict)).output());

    assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("Because");
    assertThat(response.at("/id").asText()).isEqualTo("resp_" + claim.request());
    assertThat(types())
        .contains(
            "response.in_progress", "response.output_text.delta", "response.output_item.done");
  }

  @ParameterizedTest
  @EnumSource(Stop.class)
  void aProviderThatKnowsNoStreamsIsCutToo(Stop reason) {
    provider.streams = false;
    var verdict = running();

    stop.tell(reason);

    assertThat(ended(verdict))
        .isInstanceOf(reason == Stop.CANCELLED ? Verdict.Cancel.class : Verdict.Postpone.class);
    assertThat(provider.cut).isTrue();
  }

  @Test
  void whatNobodyFollowsIsKeptAsAWholeInOurName() {
    claim = claimed("{'model':'m','input':'Why?','background':true}");
    var verdict = running();
    provider.answers(succeeded(spoken("resp_theirs")));

    var complete = (Verdict.Complete) ended(verdict);

    var response = Calls.json(complete.output());
    assertThat(response.at("/id").asText()).isEqualTo("resp_" + claim.request());
    assertThat(response.at("/background").asBoolean()).isTrue();
    assertThat(response.at("/odd").asText()).isEqualTo("kept");
    assertThat(complete.charge()).isEqualTo(Money.parse("0.25"));
    assertThat(types()).isEmpty();
    assertThat(provider.call.utterance().orElseThrow().body().has("background")).isFalse();
  }

  /** It came by another way than the Responses' own, which refuses it. */
  @Test
  void whatIsNotToBeStoredLeavesNoEventsBehind() {
    var origin = claim.origin();
    claim =
        Claims.withInput(
            Claims.claim(
                1,
                0,
                "1",
                new Claim.Origin(
                    origin.createdAt(), origin.startedAt(), origin.deadlines(), false, false)),
            claim.input());
    var verdict = running();
    provider.answers(new Outcome.Failed(BROKEN));

    assertThat(ended(verdict)).isInstanceOf(Verdict.Retry.class);
    assertThat(provider.call.utterance()).isEmpty();
    assertThat(types()).isEmpty();
  }

  @Test
  void whatNobodyFollowsMayBeTriedAgain() {
    claim = claimed("{'model':'m','input':'Why?','background':true}");
    var verdict = running();
    provider.answers(new Outcome.Failed(BROKEN));

    assertThat(ended(verdict)).isInstanceOf(Verdict.Retry.class);
  }

  // ------------------------------------------------------------------------------------- helpers

  private static String spoken(String id) {
    return "{'id':'%s','object':'response','status':'completed','odd':'kept','output':[{'type':'message','id':'m','role':'assistant','status':'completed','content':[{'type':'output_text','text':'Because','annotations':[]}]}]}"
        .formatted(id)
        .replace('\'', '"');
  }

  private static Outcome succeeded(String spoken) {
    return new Outcome.Succeeded(Output.spoken(spoken), USAGE);
  }

  private static Piece text(String words) {
    return new Piece.Text(Piece.Kind.CONTENT, words);
  }

  private List<String> types() {
    return replay.of(claim.request()).stream().map(Frame::event).toList();
  }

  private List<Integer> numbers() {
    return replay.of(claim.request()).stream()
        .map(frame -> Calls.json(frame.data()))
        .map(event -> event.path("sequence_number"))
        .map(JsonNode::asInt)
        .toList();
  }

  private Claim claimed(String input) {
    var submission =
        aSubmission()
            .of(queue.account("1"))
            .to(Models.NAME.toString(), input.replace('\'', '"'))
            .holding("1")
            .make();
    queue.admit(submission);
    return now(queue.claim(
            new WorkerId(UUID.randomUUID()), List.of(submission.id()), Instant.now()))
        .getFirst();
  }

  private Claim takenOver() {
    var later = Instant.now().plusSeconds(60);
    var other = new WorkerId(UUID.randomUUID());
    return now(queue.takeOver(other, List.of(claim.request()), later, later)).getFirst();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  private CompletableFuture<Verdict> running() {
    return runner().run(claim, stop).map(Verdict.Of::verdict).subscribeAsCompletionStage();
  }

  private static Verdict ended(CompletableFuture<Verdict> verdict) {
    return verdict.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  private AttemptRunner runner() {
    var breaking = Settings.of(BreakerConfig.class, Map.of());
    var breakers = new Breakers(breaking, clock, new SimpleMeterRegistry());
    var routes = new RouteRunner(new Providers(List.of(provider)), breakers, Handover.NONE, clock);
    var json = new ObjectMapper();
    return new AttemptRunner(
        TheirModels.in(new CatalogueSnapshot("1", List.of(model()))),
        new Errands(PayloadStore.none(), json),
        routes,
        LiveRunners.of(routes, replay),
        Models.desk(new BlobsInMemory(), json),
        clock,
        Settings.of(ExecuteConfig.class, Map.of("millrace.execute.cancel-within", "PT0.1S")),
        breaking);
  }

  private static Model model() {
    var plain = Models.model(3, SOON, "scripted");
    return new Model(
        plain.name(),
        plain.title(),
        plain.description(),
        plain.category(),
        plain.tags(),
        plain.inputSchema(),
        plain.outputSchema(),
        Set.of(Model.CHAT),
        plain.price(),
        plain.runLimit(),
        plain.attempts(),
        plain.routes());
  }

  /** Says what the test says. */
  private static final class Scripted implements Provider, Streaming {
    private volatile MultiEmitter<? super Piece> pieces;
    private volatile boolean streams = true;
    private volatile boolean cut;
    private volatile int called;
    private volatile Call call;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    void say(Piece... some) {
      List.of(some).forEach(pieces::emit);
    }

    void ends() {
      pieces.complete();
    }

    void breaks(Throwable failure) {
      pieces.fail(failure);
    }

    void answers(Outcome whole) {
      outcome.complete(whole);
    }

    @Override
    public String dialect() {
      return "scripted";
    }

    @Override
    public List<String> problems(Route route) {
      return List.of();
    }

    @Override
    public Uni<Outcome> run(Call one) {
      call = one;
      called++;
      return Uni.createFrom()
          .<Outcome>emitter(emitter -> outcome.thenAccept(emitter::complete))
          .onCancellation()
          .invoke(() -> cut = true);
    }

    @Override
    public boolean streams(Call one) {
      return streams;
    }

    @Override
    public Multi<Piece> stream(Call one) {
      call = one;
      return Multi.createFrom()
          .<Piece>emitter(
              emitter -> {
                pieces = emitter;
                called++;
              })
          .onCancellation()
          .invoke(() -> cut = true);
    }

    @Override
    public Output output(Call one, Transcript transcript, Usage usage, String reason) {
      throw new AssertionError("what is followed is written by the worker");
    }
  }
}
