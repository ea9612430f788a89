package dev.millrace.api.call;

import dev.millrace.blob.FileUrl;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.Route;
import dev.millrace.output.Hold;
import dev.millrace.output.OutputDesk;
import dev.millrace.provider.Pause;
import dev.millrace.request.Attempt;
import dev.millrace.request.Outcome;
import dev.millrace.request.RetryPolicy;
import dev.millrace.route.Errand;
import dev.millrace.route.Itinerary;
import dev.millrace.route.RouteRunner;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Runs calls whose answer is in one piece, attempt by attempt, and closes their tabs. */
@ApplicationScoped
class PlainCalls {
  private static final Logger LOG = Logger.getLogger(PlainCalls.class);
  private static final String TAKEN_BACK = "The provider stopped without being asked to.";

  private final RouteRunner routes;
  private final OutputDesk outputs;
  private final Endings endings;
  private final Pause pause;
  private final InstantSource clock;
  private final Tries tries;

  PlainCalls(
      RouteRunner routes,
      OutputDesk outputs,
      Endings endings,
      Pause pause,
      InstantSource clock,
      CallConfig config) {
    this.routes = routes;
    this.outputs = outputs;
    this.endings = endings;
    this.pause = pause;
    this.clock = clock;
    this.tries =
        new Tries(
            new RetryPolicy(config.retryBase(), config.retryMax()),
            () -> ThreadLocalRandom.current().nextLong());
  }

  /** Never fails: a bug too is written down as what it is. */
  Uni<Answered> run(Order order, Tab tab) {
    return attempt(order, tab, 1).onFailure().recoverWithItem(bug -> bug(order, tab, bug));
  }

  /** The next attempt of an order. */
  Errand errand(Order order, int spent) {
    var way = Itinerary.of(order.model(), spent, 0, order.deadlines(), clock.instant());
    return new Errand(
        order.id(),
        order.spender().account(),
        order.model(),
        way,
        order.input(),
        order.utterance(),
        FileUrl.isIn(order.inputText()),
        order.deadlines(),
        order.basis());
  }

  private Uni<Answered> attempt(Order order, Tab tab, int spent) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var late = order.deadlines().missedWaiting(true, clock.instant());
              if (late.isPresent()) {
                return now(failed(order, tab, late.get()));
              }
              var errand = errand(order, spent);
              return routes
                  .run(errand)
                  .chain(
                      ran ->
                          switch (ran) {
                            case RouteRunner.Ran.Spared s ->
                                now(failed(order, tab, s.route(), spared(s.untilTrial())));
                            case RouteRunner.Ran.Ended ended ->
                                after(order, tab, errand, ended.route(), ended.outcome());
                          });
            });
  }

  /** What becomes of a call after one of its attempts. */
  Uni<Answered> after(Order order, Tab tab, Errand errand, Route route, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded ok ->
          outputs
              .accept(hold(order), order.model(), route, ok)
              .chain(
                  accepted ->
                      switch (accepted) {
                        case OutputDesk.Accepted.Stored stored ->
                            now(completed(order, tab, route, stored));
                        case OutputDesk.Accepted.Refused refused ->
                            next(order, tab, errand, route, refused.fault());
                      });
      case Outcome.Failed failed -> next(order, tab, errand, route, failed.fault());
      case Outcome.Deferred deferred -> next(order, tab, errand, route, noRoom(deferred.delay()));
      case Outcome.Cancelled cancelled ->
          now(failed(order, tab, route, Fault.of(FaultCode.PROVIDER_BROKEN, TAKEN_BACK)));
    };
  }

  private Uni<Answered> next(Order order, Tab tab, Errand errand, Route route, Fault fault) {
    return switch (after(order, errand.way().attempt(), fault)) {
      case Tries.Next.GiveUp end -> now(failed(order, tab, route, end.fault()));
      case Tries.Next.Again again ->
          pause.lasting(again.delay()).chain(() -> attempt(order, tab, again.spent()));
    };
  }

  /** An attempt that would begin past the caller's deadline is not waited for. */
  Tries.Next after(Order order, Attempt attempt, Fault fault) {
    var next = tries.after(order.model(), attempt, fault);
    return switch (next) {
      case Tries.Next.GiveUp end -> end;
      case Tries.Next.Again again ->
          order
              .deadlines()
              .missedByNextAttempt(clock.instant().plus(again.delay()), fault.message())
              .<Tries.Next>map(Tries.Next.GiveUp::new)
              .orElse(again);
    };
  }

  static Hold hold(Order order) {
    return new Hold(
        order.spender().account(), order.id(), order.quote().rateCard(), order.quote().amount());
  }

  static Fault spared(Duration untilTrial) {
    return Fault.of(
            FaultCode.PROVIDER_UNREACHABLE,
            "The providers of this model fail again and again and are not called for now.")
        .retryAfter(untilTrial);
  }

  static Fault noRoom(Duration delay) {
    return Fault.of(
            FaultCode.OVERLOADED,
            "This process has no free connection to the provider; repeat the call, or use the"
                + " queue.")
        .retryAfter(delay);
  }

  private Answered completed(Order order, Tab tab, Route route, OutputDesk.Accepted.Stored stored) {
    tab.close(endings.completed(order, route.name(), stored, Optional.empty()));
    return new Answered.Completed(
        new Answer(
            order.id(),
            stored.output(),
            stored.usage(),
            stored.charge(),
            order.quote().rateCard(),
            stored.files(),
            Optional.empty()));
  }

  Answered failed(Order order, Tab tab, Route route, Fault fault) {
    return failed(order, tab, Optional.of(route.name()), fault);
  }

  /** Of a call that had not come to a route. */
  Answered failed(Order order, Tab tab, Fault fault) {
    return failed(order, tab, Optional.empty(), fault);
  }

  private Answered failed(Order order, Tab tab, Optional<String> route, Fault fault) {
    tab.close(endings.failed(order, route, fault));
    return Answered.Failed.free(order.id(), fault);
  }

  /** The caller has left. */
  void left(Order order, Tab tab) {
    tab.close(endings.cancelled(order, Optional.empty()));
  }

  Answered bug(Order order, Tab tab, Throwable bug) {
    LOG.errorf(bug, "call failed by a fault of ours request=%s", order.id());
    return failed(
        order,
        tab,
        Fault.of(
            FaultCode.UNKNOWN, "an internal fault ended this call; our log has it under its id"));
  }

  private static <T> Uni<T> now(T item) {
    return Uni.createFrom().item(item);
  }
}
