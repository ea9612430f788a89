package dev.millrace.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.account.Spender;
import dev.millrace.api.live.LiveCalls;
import dev.millrace.api.live.StreamScribe;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.RequestFiles;
import dev.millrace.input.Handover;
import dev.millrace.limit.Budget;
import dev.millrace.limit.CallSlots;
import dev.millrace.limit.Subject;
import dev.millrace.live.LiveStreamsInMemory;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.output.StreamMeter;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Pause;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.provider.Streaming;
import dev.millrace.provider.Workbench;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.RequestStatus;
import dev.millrace.route.BreakerConfig;
import dev.millrace.route.Breakers;
import dev.millrace.route.Models;
import dev.millrace.route.RouteRunner;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import dev.millrace.till.EndedCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** However a call ends, it is settled once. */
class CallDeskTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Piece WORD = new Piece.Text(Piece.Kind.CONTENT, "word");

  private static final Spender SPENDER = new Spender(new AccountId(new UUID(0, 1)), new UUID(0, 2));

  private static final Budget BUDGET =
      new Budget(
          Subject.of(SPENDER.account()),
          "the plan test",
          new Limits(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(2)));

  private final HandClock clock = new HandClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CallConfig config =
      Settings.of(CallConfig.class, Map.of("millrace.run.max-calls", "2"));
  private final PaperTill till = new PaperTill();
  private final Scripted provider = new Scripted();
  private final CallPlaces places = new CallPlaces(config, VERTX, meters);
  private final LiveCalls live =
      new LiveCalls(
          new StreamScribe(new LiveStreamsInMemory().ofProcess("this"), new Pause(VERTX)));
  private final SlotsOnPaper slots = new SlotsOnPaper();
  private final CallLimits limits =
      new CallLimits(slots, new LimiterOnPaper(), spender -> List.of(BUDGET));
  private final CallDesk desk = desk();

  @Test
  void aCallerWhoLeavesWhileCreditIsSoughtGetsItBack() {
    var credit = till.keepWaiting();
    var caller = desk.answer(order()).subscribe().withSubscriber(UniAssertSubscriber.create());

    caller.cancel();
    assertThat(till.settled()).isEmpty();
    credit.complete(null);

    assertThat(till.settled()).extracting(c -> c.status()).containsExactly(RequestStatus.CANCELLED);
    assertThat(provider.called).isZero();
    assertThat(running()).isZero();
  }

  @Test
  void aStreamsCallerWhoLeavesWhileCreditIsSoughtGetsItBack() {
    var credit = till.keepWaiting();
    var caller = listen();

    caller.cancel();
    credit.complete(null);

    assertThat(till.settled()).extracting(c -> c.status()).containsExactly(RequestStatus.CANCELLED);
    assertThat(provider.called).isZero();
    assertThat(running()).isZero();
  }

  @Test
  void aCallerWhoLeavesWhileASlotIsSoughtGivesItBack() {
    var slot = slots.keepWaiting();
    var caller = desk.answer(order()).subscribe().withSubscriber(UniAssertSubscriber.create());

    caller.cancel();
    slot.complete(new CallSlots.Got.Slot(slots.taken()));

    assertThat(slots.held()).isZero();
    assertThat(till.settled()).isEmpty();
    assertThat(running()).isZero();
  }

  @Test
  void aSlotIsHeldForAsLongAsACallLasts() {
    var caller = listen();
    assertThat(slots.held()).isEqualTo(1);

    caller.cancel();

    assertThat(slots.held()).isZero();
  }

  @Test
  void moreAtOnceThanThereMayBeAreRefusedBeforeTheyCost() {
    slots.fill(BUDGET);

    var caller = desk.answer(order()).subscribe().withSubscriber(UniAssertSubscriber.create());

    assertThat(((FaultException) caller.getFailure()).fault().code())
        .isEqualTo(FaultCode.RATE_LIMITED);
    assertThat(till.settled()).isEmpty();
    assertThat(running()).isZero();
  }

  @Test
  void moreCallsThanPlacesAreRefusedBeforeTheyCost() {
    desk.answer(order()).subscribe().withSubscriber(UniAssertSubscriber.create());
    var second = desk.answer(order()).subscribe().withSubscriber(UniAssertSubscriber.create());

    assertThatThrownBy(() -> desk.answer(order()).await().atMost(SOON))
        .isInstanceOfSatisfying(
            FaultException.class,
            refused -> assertThat(refused.fault().code()).isEqualTo(FaultCode.OVERLOADED));
    second.cancel();

    var third = desk.answer(order()).subscribe().withSubscriber(UniAssertSubscriber.create());
    third.assertNotTerminated();
    assertThat(provider.called).isEqualTo(3);
  }

  @Test
  void aStopEndsCallsUnderWayAndTheyAreFree() {
    var caller = desk.answer(order()).subscribe().withSubscriber(UniAssertSubscriber.create());

    places.onStop(new ShutdownEvent());

    var failed = (Answered.Failed) caller.awaitItem(SOON).getItem();
    assertThat(failed.fault().code()).isEqualTo(FaultCode.OVERLOADED);
    assertThat(till.settled()).extracting(c -> c.status()).containsExactly(RequestStatus.FAILED);
    assertThat(provider.cut).isTrue();
  }

  @Test
  void aStopEndsStreamsAndWhatWasSaidIsCharged() {
    var caller = listen();
    provider.pieces.emit(WORD);
    caller.awaitItems(1, SOON);

    places.onStop(new ShutdownEvent());

    caller.awaitCompletion(SOON);
    var over = (Answered.Failed) ((Said.Over) caller.getItems().getLast()).how();
    assertThat(over.fault().code()).isEqualTo(FaultCode.OVERLOADED);
    assertThat(over.partial()).isPresent();
    var call = onlyCall();
    assertThat(call.status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(call.endReason()).contains("drained");
    assertThat(call.charge()).isEqualTo(Money.parse("0.25"));
    assertThat(provider.cut).isTrue();
  }

  @Test
  void aStopBehindTheLastPieceChangesNothing() {
    var caller = listen();
    provider.pieces.emit(WORD);
    caller.awaitItems(1, SOON);

    provider.pieces.emit(new Piece.Ended("stop"));
    places.onStop(new ShutdownEvent());

    caller.awaitCompletion(SOON);
    assertThat(((Said.Over) caller.getItems().getLast()).how())
        .isInstanceOf(Answered.Completed.class);
    assertThat(onlyCall().endReason()).contains("stop");
    assertThat(provider.cut).isTrue();
  }

  @Test
  void aWholeStreamIsSettledOnceThoughItsCallerLeavesAtTheSameTime() {
    var caller = listen();
    provider.pieces.emit(WORD);
    caller.awaitItems(1, SOON);

    provider.pieces.emit(new Piece.Used(Usage.ofTokens(1, 1, SOON)));
    provider.pieces.emit(new Piece.Ended("stop"));
    caller.cancel();
    provider.pieces.fail(fault(FaultCode.PROVIDER_BROKEN));

    await().until(() -> till.settled().size() == 1);
    assertThat(onlyCall().endReason().orElseThrow()).isIn("stop", "client_left");
    assertThat(running()).isZero();
  }

  @Test
  void aFailureBeforeTheFirstWordIsTriedAgain() {
    provider.failures = 1;
    var caller = listen();

    await().until(() -> provider.called == 2);
    provider.pieces.emit(WORD);
    provider.pieces.emit(new Piece.Ended("Max Tokens!"));
    provider.pieces.complete();

    caller.awaitCompletion(SOON);
    assertThat(onlyCall().endReason()).contains("max_tokens_");
  }

  @Test
  void aStreamThatNeverBeginsIsFree() {
    provider.failures = 100;

    var caller = listen().awaitCompletion(SOON);

    var over = (Answered.Failed) ((Said.Over) caller.getItems().getLast()).how();
    assertThat(over.fault().code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
    assertThat(over.partial()).isEmpty();
    assertThat(onlyCall().status()).isEqualTo(RequestStatus.FAILED);
    assertThat(provider.called).isEqualTo(3);
  }

  @Test
  void aBugIsWrittenDownAndFree() {
    provider.bug = true;

    var caller = listen().awaitCompletion(SOON);

    var over = (Answered.Failed) ((Said.Over) caller.getItems().getLast()).how();
    assertThat(over.fault().code()).isEqualTo(FaultCode.UNKNOWN);
    assertThat(onlyCall().status()).isEqualTo(RequestStatus.FAILED);
    assertThat(running()).isZero();
  }

  @Test
  void aStreamThatItsCallerStopsEndsAndWhatWasSaidIsCharged() {
    var caller = listen();
    provider.pieces.emit(WORD);
    caller.awaitItems(1, SOON);

    assertThat(live.stop(SPENDER.account(), Optional.empty())).hasSize(1);

    caller.awaitCompletion(SOON);
    var over = (Answered.Completed) ((Said.Over) caller.getItems().getLast()).how();
    assertThat(over.answer().endReason()).contains("killed");
    assertThat(onlyCall().status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(onlyCall().endReason()).contains("killed");
    assertThat(onlyCall().charge()).isEqualTo(Money.parse("0.25"));
    assertThat(provider.cut).isTrue();
    assertThat(live.of(SPENDER.account())).isEmpty();
    assertThat(running()).isZero();
  }

  @Test
  void aStreamThatIsStoppedBeforeItBeganIsFree() {
    var caller = listen();

    assertThat(live.stop(SPENDER.account(), Optional.of(Calls.REQUEST))).hasSize(1);

    caller.awaitCompletion(SOON);
    var over = (Answered.Failed) ((Said.Over) caller.getItems().getLast()).how();
    assertThat(over.fault().code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(onlyCall().status()).isEqualTo(RequestStatus.CANCELLED);
    assertThat(provider.cut).isTrue();
  }

  @Test
  void aStreamThatIsStoppedBehindItsFirstFrameAndBeforeItsFirstWordEndsAndIsFree() {
    var caller = listen();
    provider.pieces.emit(new Piece.Verbatim(Frame.of("{}")));
    caller.awaitItems(1, SOON);

    live.stop(SPENDER.account(), Optional.empty());

    caller.awaitCompletion(SOON);
    var over = (Answered.Completed) ((Said.Over) caller.getItems().getLast()).how();
    assertThat(over.answer().endReason()).contains("killed");
    assertThat(over.answer().cost()).isEqualTo(Money.ZERO);
    assertThat(onlyCall().status()).isEqualTo(RequestStatus.CANCELLED);
  }

  @Test
  void nothingRemembersACallThatHasEnded() {
    var left = listen();
    var ended = listen();
    assertThat(places.listeners()).isEqualTo(2);
    provider.pieces.emit(WORD);
    provider.pieces.emit(new Piece.Ended("stop"));
    provider.pieces.complete();
    ended.awaitCompletion(SOON);
    left.cancel();

    assertThat(live.of(SPENDER.account())).isEmpty();
    assertThat(places.listeners()).isZero();
  }

  @Test
  void anothersStreamIsNotStopped() {
    var caller = listen();

    var stopped = live.stop(new AccountId(new UUID(0, 9)), Optional.of(Calls.REQUEST));

    assertThat(stopped).isEmpty();
    caller.assertNotTerminated();
    caller.cancel();
    assertThat(live.of(SPENDER.account())).isEmpty();
  }

  // ------------------------------------------------------------------------------------- helpers

  private AssertSubscriber<Said> listen() {
    return desk.stream(order()).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  private EndedCall onlyCall() {
    assertThat(till.settled()).hasSize(1);
    return till.settled().getFirst();
  }

  private double running() {
    return meters.get("millrace.calls.running").gauge().value();
  }

  private Order order() {
    Model model = Models.model(3, SOON, "scripted");
    var input = (ObjectNode) Calls.json("{'prompt': 'a few words'}");
    return new Order(
        Calls.REQUEST,
        SPENDER,
        model,
        input,
        Optional.empty(),
        input.toString(),
        Optional.empty(),
        true,
        RequestFiles.NONE,
        Deadlines.NONE,
        model.priced().quote(input, model.runLimit()),
        Basis.PLATFORM,
        "test",
        clock.instant());
  }

  private CallDesk desk() {
    var breakers = new Breakers(Settings.of(BreakerConfig.class, Map.of()), clock, meters);
    var routes = new RouteRunner(new Providers(List.of(provider)), breakers, Handover.NONE, clock);
    var outputs = Models.desk(new BlobsInMemory(), new ObjectMapper());
    var endings = new Endings(clock);
    var pause = new Pause(VERTX);
    var plain = new PlainCalls(routes, outputs, endings, pause, clock, config);
    var parts =
        new StreamParts(
            routes, plain, outputs, new StreamMeter(new Workbench(VERTX)), endings, pause, places);
    return new CallDesk(till, places, plain, parts, live, limits);
  }

  private static FaultException fault(FaultCode code) {
    return new FaultException(Fault.of(code, "as the test says"));
  }

  /** Says what the test says, and never ends by itself. */
  private static final class Scripted implements Provider, Streaming {
    private volatile int called;
    private volatile int failures;
    private volatile boolean bug;
    private volatile boolean cut;
    private volatile MultiEmitter<? super Piece> pieces;

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
      called++;
      return Uni.createFrom().<Outcome>nothing().onCancellation().invoke(() -> cut = true);
    }

    @Override
    public boolean streams(Call call) {
      return true;
    }

    @Override
    public Multi<Piece> stream(Call call) {
      if (bug) {
        throw new IllegalStateException("a bug");
      }
      if (called < failures) {
        called++;
        return Multi.createFrom().failure(fault(FaultCode.PROVIDER_BROKEN));
      }
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
    public Output output(Call call, Transcript transcript, Usage usage, String reason) {
      return Output.of(Calls.json("{'done': 1}"));
    }
  }
}
