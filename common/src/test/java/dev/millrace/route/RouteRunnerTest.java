package dev.millrace.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.input.Handover;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.Calls;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which way an attempt goes while providers fail. */
class RouteRunnerTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration OPEN_FOR = Duration.ofSeconds(15);
  private static final Outcome DONE =
      new Outcome.Succeeded(Output.of(Calls.json("{'done': 1}")), Usage.NONE);
  private static final Outcome BROKEN = failed(FaultCode.PROVIDER_BROKEN);

  private final HandClock clock = new HandClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Scripted first = new Scripted("first", true);
  private final Scripted second = new Scripted("second", true);
  private final Scripted here = new Scripted("here", false);
  private final RouteRunner routes = routes();

  @Test
  void aRouteThatFailsTooOftenIsNotCalledAndTheNextOneStandsIn() {
    first.answers = call -> now(BROKEN);
    run(model("first", "second"), 4);

    var ran = run(model("first", "second"));

    assertThat(ran.route().name()).isEqualTo("second");
    assertThat(first.called).isEqualTo(4);
    assertThat(second.called).isEqualTo(1);
    assertThat(meters.get("millrace.breaker.open").gauge().value()).isEqualTo(1);
    assertThat(meters.get("millrace.breaker.opened").counter().count()).isEqualTo(1);
  }

  @Test
  void withoutAnotherRouteTheAttemptIsNotRunAndSaysHowLong() {
    first.answers = call -> now(BROKEN);
    run(model("first"), 4);
    clock.turn(Duration.ofSeconds(5));

    var spared = (RouteRunner.Ran.Spared) run(model("first"));

    assertThat(spared.untilTrial()).isEqualTo(OPEN_FOR.minusSeconds(5));
    assertThat(first.called).isEqualTo(4);
  }

  @Test
  void afterAWhileAFewTryItAndTheirSuccessBringsItBack() {
    first.answers = call -> now(BROKEN);
    run(model("first", "second"), 4);
    clock.turn(OPEN_FOR.plusMillis(1));
    first.answers = call -> now(DONE);

    run(model("first", "second"), 2);
    run(model("first", "second"), 3);

    assertThat(first.called).isEqualTo(4 + 2 + 3);
    assertThat(second.called).isZero();
    assertThat(meters.get("millrace.breaker.open").gauge().value()).isZero();
  }

  @Test
  void aTrialThatFailsSparesItAgain() {
    first.answers = call -> now(BROKEN);
    run(model("first", "second"), 4);
    clock.turn(OPEN_FOR.plusMillis(1));

    run(model("first", "second"), 5);

    assertThat(first.called).isEqualTo(4 + 2);
    assertThat(second.called).isEqualTo(3);
  }

  /** A trial that is never over would keep all others away for ever. */
  @Test
  void aTrialThatTellsNothingLeavesItsPlaceToTheNext() {
    first.answers = call -> now(BROKEN);
    run(model("first", "second"), 4);
    clock.turn(OPEN_FOR.plusMillis(1));

    first.answers = call -> now(new Outcome.Cancelled());
    run(model("first", "second"), 10);
    first.answers = call -> Uni.createFrom().failure(new IllegalStateException("a bug"));
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> run(model("first", "second"))).hasMessage("a bug");
    }
    first.answers =
        call -> {
          throw new IllegalStateException("a worse bug");
        };
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> run(model("first", "second"))).hasMessage("a worse bug");
    }

    assertThat(first.called).isEqualTo(4 + 10 + 10 + 10);
    assertThat(second.called).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultCode.class,
      names = {"PROVIDER_BROKEN", "PROVIDER_TIMED_OUT", "PROVIDER_UNREACHABLE", "PROVIDER_BUSY"})
  void faultsOfTheProviderCount(FaultCode code) {
    first.answers = call -> now(failed(code));

    run(model("first", "second"), 6);

    assertThat(first.called).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultCode.class,
      names = {"PROVIDER_REJECTED", "PROVIDER_REFUSED_US", "INVALID_OUTPUT", "UNKNOWN"})
  void otherFaultsDoNot(FaultCode code) {
    first.answers = call -> now(failed(code));

    run(model("first", "second"), 20);

    assertThat(first.called).isEqualTo(20);
  }

  @Test
  void aProviderThatSaysWhenItHasRoomAgainIsLeftToItsWord() {
    var busy = Fault.of(FaultCode.PROVIDER_BUSY, "come later").retryAfter(Duration.ofSeconds(3));
    first.answers = call -> now(new Outcome.Failed(busy));

    run(model("first", "second"), 20);

    assertThat(first.called).isEqualTo(20);
  }

  @Test
  void timeThatADeadlineTookAwayIsNotTheProvidersFault() {
    first.answers = call -> now(failed(FaultCode.PROVIDER_TIMED_OUT));
    var tight = new Deadlines(Optional.empty(), Optional.of(clock.instant().plusMillis(500)));

    for (int i = 0; i < 20; i++) {
      run(model("first", "second"), tight);
    }

    assertThat(first.called).isEqualTo(20);
  }

  @Test
  void whatRunsInThisProcessIsNeverSpared() {
    here.answers = call -> now(BROKEN);

    run(model("here"), 20);

    assertThat(here.called).isEqualTo(20);
  }

  @Test
  void aRouteThatTheCatalogueChangesStartsAnew() {
    first.answers = call -> now(BROKEN);
    run(model("first"), 4);
    var mended = model("first");
    var route = new Route("first", "first", Calls.json("{'url': 'http://elsewhere'}"));

    run(with(mended, route));

    assertThat(first.called).isEqualTo(5);
  }

  @Test
  void eachModelHasBreakersOfItsOwn() {
    first.answers = call -> now(BROKEN);
    run(model("first"), 4);
    var other = model("second");
    first.answers = call -> now(DONE);

    assertThat(run(other)).isInstanceOf(RouteRunner.Ran.Ended.class);
  }

  // ------------------------------------------------------------------------------------- helpers

  // ------------------------------------------------------------------------------ who pays whom

  @Test
  void forATestNoProviderIsEverReached() {
    var ran = run(model("here"), Basis.ofTest());

    assertThat(ran.route().name()).isEqualTo("here");
    assertThatThrownBy(() -> run(model("first"), Basis.ofTest()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(first.called).isZero();
  }

  @Test
  void nobodyGoesAWayThatAnotherPaysFor() {
    var ann = new UUID(0, 1);
    var ben = new UUID(0, 2);

    assertThatThrownBy(() -> run(model("first"), Basis.ofOwnKey(ann)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> run(by(ann), Basis.ofOwnKey(ben)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> run(by(ann), Basis.PLATFORM))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> run(by(ann), Basis.ofTest()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(first.called).isZero();
  }

  @Test
  void oneAccountsKeyThatFailsSparesTheRouteForNobodyElse() {
    var ann = new UUID(0, 1);
    var ben = new UUID(0, 2);
    first.answers = call -> now(BROKEN);
    for (int i = 0; i < 4; i++) {
      run(by(ann), Basis.ofOwnKey(ann));
    }
    first.answers = call -> now(DONE);

    assertThat(run(by(ann), Basis.ofOwnKey(ann))).isInstanceOf(RouteRunner.Ran.Spared.class);
    assertThat(run(by(ben), Basis.ofOwnKey(ben))).isInstanceOf(RouteRunner.Ran.Ended.class);
    assertThat(run(model("first"))).isInstanceOf(RouteRunner.Ran.Ended.class);
    assertThat(meters.get("millrace.breaker.open").gauge().value()).isZero();
    assertThat(meters.get("millrace.breaker.opened").counter().count()).isZero();
  }

  @Test
  void thatAProviderRefusesAnOwnKeyIsItsOwnersToMend() {
    var ann = new UUID(0, 1);
    first.answers = call -> now(failed(FaultCode.PROVIDER_REFUSED_US));

    var own = (Outcome.Failed) outcome(run(by(ann), Basis.ofOwnKey(ann)));

    assertThat(own.fault().code()).isEqualTo(FaultCode.OWN_KEY_REFUSED);
    assertThat(own.fault().message()).contains("your own key");
    assertThat(outcome(run(model("first")))).isEqualTo(failed(FaultCode.PROVIDER_REFUSED_US));
  }

  private static Outcome outcome(RouteRunner.Ran ran) {
    return ((RouteRunner.Ran.Ended) ran).outcome();
  }

  /** By the first route with an own key. */
  private static Model by(UUID key) {
    var model = model("first");
    var route = model.routes().getFirst();
    return with(model, route.withOwnKey(route.settings(), new RouteKey.Own(key, false)));
  }

  private void run(Model model, int times) {
    for (int i = 0; i < times; i++) {
      run(model);
    }
  }

  private RouteRunner.Ran run(Model model) {
    return run(model, Deadlines.NONE);
  }

  private RouteRunner.Ran run(Model model, Deadlines deadlines) {
    return run(model, deadlines, Basis.PLATFORM);
  }

  private RouteRunner.Ran run(Model model, Basis basis) {
    return run(model, Deadlines.NONE, basis);
  }

  private RouteRunner.Ran run(Model model, Deadlines deadlines, Basis basis) {
    return routes
        .run(
            new Errand(
                Calls.REQUEST,
                new AccountId(new UUID(0, 1)),
                model,
                Itinerary.of(model, 1, 0, deadlines, clock.instant()),
                Calls.json("{}"),
                Optional.empty(),
                false,
                deadlines,
                basis),
            new BoundedRun(SOON),
            new StopSignal())
        .await()
        .atMost(SOON);
  }

  private static Model model(String... dialects) {
    return Models.model(3, SOON, dialects);
  }

  private static Model with(Model model, Route route) {
    return new Model(
        model.name(),
        model.title(),
        model.description(),
        model.category(),
        model.tags(),
        model.inputSchema(),
        model.outputSchema(),
        model.capabilities(),
        model.price(),
        model.runLimit(),
        model.attempts(),
        List.of(route));
  }

  private RouteRunner routes() {
    var config =
        Settings.of(
            BreakerConfig.class,
            Map.of(
                "millrace.breaker.window", "4",
                "millrace.breaker.minimum-attempts", "4",
                "millrace.breaker.trials", "2",
                "millrace.breaker.open-for", OPEN_FOR.toString()));
    return new RouteRunner(
        new Providers(List.of(first, second, here)),
        new Breakers(config, clock, meters),
        Handover.NONE,
        clock);
  }

  private static Outcome failed(FaultCode code) {
    return new Outcome.Failed(Fault.of(code, "as the test says"));
  }

  private static Uni<Outcome> now(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }

  /** A provider that does what the test says. */
  private static final class Scripted implements Provider {
    private final String dialect;
    private final boolean remote;
    private Function<Call, Uni<Outcome>> answers = call -> now(DONE);
    private int called;

    private Scripted(String dialect, boolean remote) {
      this.dialect = dialect;
      this.remote = remote;
    }

    @Override
    public String dialect() {
      return dialect;
    }

    @Override
    public boolean isRemote() {
      return remote;
    }

    @Override
    public List<String> problems(Route route) {
      return List.of();
    }

    @Override
    public Uni<Outcome> run(Call call) {
      called++;
      return answers.apply(call);
    }
  }
}
