package dev.millrace.route;

import dev.millrace.conversation.Piece;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.input.Handover;
import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import dev.millrace.provider.Streaming;
import dev.millrace.request.Outcome;
import dev.millrace.route.RouteChoice.Choice;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;

/** Finds the route that an attempt goes by, and runs it there. */
@ApplicationScoped
public class RouteRunner {
  private final RouteChoice choice;
  private final Handover handover;
  private final InstantSource clock;

  @Inject
  RouteRunner(RouteChoice choice, Handover handover, InstantSource clock) {
    this.choice = choice;
    this.handover = handover;
    this.clock = clock;
  }

  public RouteRunner(
      Providers providers, Breakers breakers, Handover handover, InstantSource clock) {
    this(new RouteChoice(providers, breakers), handover, clock);
  }

  /** What came of an attempt. */
  public sealed interface Ran {
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

  /** How an attempt is answered that wants its answer while it is made. */
  public sealed interface Opened {
    Route route();

    /**
     * Bit by bit.
     *
     * @param pieces as {@link Streaming#stream} promises them
     */
    record Flowing(Streaming dialect, Call call, Multi<Piece> pieces) implements Opened {
      @Override
      public Route route() {
        return call.route();
      }
    }

    /** All at once: this way knows no other. */
    record InOnePiece(Route route, Uni<Outcome> outcome) implements Opened {}

    /** Not at all, as {@link Ran.Spared} says. */
    record Spared(Route route, Duration untilTrial) implements Opened {}
  }

  /**
   * Runs an attempt that may be told to stop. Fails only by a bug.
   *
   * @param bounds how long a provider may take to confirm that
   */
  public Uni<Ran> run(Errand errand, BoundedRun bounds, StopSignal stop) {
    return switch (choice.of(errand)) {
      case Choice.Spared spared -> spared(spared);
      case Choice.Open open -> {
        var run =
            Uni.createFrom()
                .deferred(
                    () ->
                        bounds.outcome(
                            call -> ran(errand, open.provider(), call),
                            open.call(),
                            stop,
                            () -> overtime(errand)));
        yield watched(errand, open, run).map(came -> new Ran.Ended(open.call().route(), came));
      }
    };
  }

  /** Runs an attempt that is stopped by cancelling the subscription. Fails only by a bug. */
  public Uni<Ran> run(Errand errand) {
    return switch (choice.of(errand)) {
      case Choice.Spared spared -> spared(spared);
      case Choice.Open open ->
          inTime(errand, open).map(came -> new Ran.Ended(open.call().route(), came));
    };
  }

  /**
   * Opens the way for an attempt whose answer is wanted while it is made. A stream fails when the
   * attempt's time is over. Throws only by a bug.
   */
  public Opened open(Errand errand) {
    return switch (choice.of(errand)) {
      case Choice.Spared spared -> new Opened.Spared(spared.route(), spared.untilTrial());
      case Choice.Open open
          when open.provider() instanceof Streaming dialect && dialect.streams(open.call()) ->
          new Opened.Flowing(
              dialect, open.call(), watched(errand, open, flowing(errand, open, dialect)));
      case Choice.Open open -> new Opened.InOnePiece(open.call().route(), inTime(errand, open));
    };
  }

  /** The fault of an attempt that takes longer than it may. */
  public Fault overtime(Errand errand) {
    var now = clock.instant();
    return errand.deadlines().left(now).filter(left -> !left.isPositive()).isPresent()
        ? errand.deadlines().missedRunning(now)
        : Fault.of(
            FaultCode.PROVIDER_TIMED_OUT,
            "the provider did not finish within the model's limit of %d seconds"
                .formatted(errand.way().attempt().timeout().toSeconds()));
  }

  private static Uni<Ran> spared(Choice.Spared spared) {
    return Uni.createFrom().item(new Ran.Spared(spared.route(), spared.untilTrial()));
  }

  private Uni<Outcome> inTime(Errand errand, Choice.Open open) {
    var run =
        Uni.createFrom()
            .deferred(() -> ran(errand, open.provider(), open.call()))
            .ifNoItem()
            .after(open.call().attempt().timeout())
            .recoverWithItem(() -> new Outcome.Failed(overtime(errand)));
    return watched(errand, open, run);
  }

  private Uni<Outcome> ran(Errand errand, Provider provider, Call call) {
    var run =
        isHandedOver(errand, provider, call)
            ? handover.run(errand.account(), call, provider::run)
            : provider.run(call);
    return run.map(came -> OwnFaults.on(call.route(), came));
  }

  private static boolean isHandedOver(Errand errand, Provider provider, Call call) {
    return Handover.isNeeded(call.route().files(), errand.namesFiles(), provider.isRemote());
  }

  private Multi<Piece> flowing(Errand errand, Choice.Open open, Streaming dialect) {
    var call = open.call();
    Uni<Fault> tooLate =
        Uni.createFrom()
            .<Fault>nothing()
            .ifNoItem()
            .after(call.attempt().timeout())
            .recoverWithItem(() -> overtime(errand));
    return CutShort.by(tooLate, Multi.createFrom().deferred(() -> streamed(errand, open, dialect)));
  }

  private Multi<Piece> streamed(Errand errand, Choice.Open open, Streaming dialect) {
    var pieces =
        isHandedOver(errand, open.provider(), open.call())
            ? handover.stream(errand.account(), open.call(), dialect::stream)
            : dialect.stream(open.call());
    return pieces.onFailure().transform(failure -> OwnFaults.on(open.call().route(), failure));
  }

  private static Uni<Outcome> watched(Errand errand, Choice.Open open, Uni<Outcome> run) {
    return open.pass()
        .map(
            pass ->
                run.invoke(came -> handIn(pass, errand, came))
                    .onTermination()
                    .invoke(pass::giveBack))
        .orElse(run);
  }

  private static Multi<Piece> watched(Errand errand, Choice.Open open, Multi<Piece> pieces) {
    return open.pass()
        .map(
            pass ->
                pieces
                    .onCompletion()
                    .invoke(pass::worked)
                    .onFailure(FaultException.class)
                    .invoke(broke -> handIn(pass, errand, failed((FaultException) broke)))
                    .onTermination()
                    .invoke(pass::giveBack))
        .orElse(pieces);
  }

  private static Outcome failed(FaultException broke) {
    return new Outcome.Failed(broke.fault());
  }

  /** Time that the request's own deadline took away says nothing about the provider. */
  private static void handIn(RouteBreaker.Pass pass, Errand errand, Outcome came) {
    var attempt = errand.way().attempt();
    boolean cutShort = attempt.timeout().compareTo(errand.model().runLimit()) < 0;
    boolean timedOut =
        came instanceof Outcome.Failed failed
            && failed.fault().code() == FaultCode.PROVIDER_TIMED_OUT;
    if (cutShort && timedOut) {
      pass.giveBack();
    } else {
      pass.handIn(came);
    }
  }
}
