package dev.millrace.worker.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.background.EventScribe;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.StopReason;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Route;
import dev.millrace.money.Usage;
import dev.millrace.output.StreamMeter;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Stopwatch;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.route.CutShort;
import dev.millrace.route.Errand;
import dev.millrace.route.RouteRunner.Ran;
import dev.millrace.route.Stop;
import dev.millrace.route.StopSignal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One answer that is kept while it is made. Until the first event it is like any attempt; from then
 * on there is one answer, and however it ends, nothing else is said.
 */
final class LiveAnswer {
  private final Errand errand;
  private final Route route;
  private final EventKeeper keeper;
  private final StreamMeter meter;
  private final StopSignal stop;
  private final Transcript transcript = new Transcript();
  private final Stopwatch watch = Stopwatch.started();
  private final EventScribe scribe;

  LiveAnswer(
      Errand errand,
      Route route,
      BackgroundResponse response,
      EventKeeper keeper,
      StreamMeter meter,
      StopSignal stop) {
    this.errand = errand;
    this.route = route;
    this.keeper = keeper;
    this.meter = meter;
    this.stop = stop;
    this.scribe = new EventScribe(response, transcript);
  }

  /** Keeps these pieces. Fails only by a bug. */
  Uni<Lived> of(Multi<Piece> pieces) {
    return kept(CutShort.by(stopped(), pieces))
        .chain(this::usage)
        .chain(this::whole)
        .onFailure(LiveAnswer::isKnown)
        .recoverWithUni(this::broken);
  }

  /** Keeps the pieces of an answer that came in one piece. Fails only by a bug. */
  Uni<Lived> of(Multi<Piece> pieces, Usage usage) {
    return kept(pieces)
        .chain(() -> whole(usage))
        .onFailure(LiveAnswer::isKnown)
        .recoverWithUni(this::broken);
  }

  private Uni<Void> kept(Multi<Piece> pieces) {
    return pieces
        .onItem()
        .invoke(transcript::add)
        .onItem()
        .transformToUniAndConcatenate(piece -> keeper.keep(scribe.piece(piece)))
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Fault> stopped() {
    return stop.asked().map(reason -> Fault.of(FaultCode.CANCELLED, "the attempt was stopped"));
  }

  private Uni<Usage> usage() {
    return meter.usage(transcript, errand.input(), route, errand.model().name(), watch.elapsed());
  }

  private Uni<Lived> whole(Usage usage) {
    var reason = transcript.reason().orElse(StopReason.STOP.word());
    return keeper
        .keep(scribe.end(usage, reason))
        .chain(keeper::all)
        .map(kept -> paid(scribe.ended(), usage));
  }

  private Lived paid(ObjectNode response, Usage usage) {
    return new Lived.Whole(route, new Outcome.Succeeded(Output.spoken(response.toString()), usage));
  }

  private static boolean isKnown(Throwable failure) {
    return failure instanceof FaultException || failure instanceof NoRoomException;
  }

  private Uni<Lived> broken(Throwable failure) {
    if (!scribe.hasBegun()) {
      return now(unheard(stop.reason().isPresent() ? new Outcome.Cancelled() : outcome(failure)));
    }
    return keeper
        .all()
        .chain(
            () ->
                stop.reason()
                    .map(this::stopped)
                    .orElseGet(() -> now(new Lived.Broken(route, faultOf(failure)))));
  }

  /** What was said until its caller took it back is paid for, as it is where a caller hangs up. */
  private Uni<Lived> stopped(Stop reason) {
    return switch (reason) {
      case CANCELLED ->
          transcript.hasOutput()
              ? usage().map(usage -> paid(scribe.cancelled(usage), usage))
              : now(unheard(new Outcome.Cancelled()));
      case LOST -> now(unheard(new Outcome.Cancelled())); // what follows is the other worker's
      case DRAINED -> now(new Lived.Broken(route, interrupted()));
    };
  }

  /** The fault of an answer whose worker stopped amid it. */
  static Fault interrupted() {
    return Fault.of(
        FaultCode.WORKER_LOST,
        "the worker that made this response stopped amid its answer, which cannot be taken up"
            + " again; nothing is charged, so create it once more");
  }

  private Lived unheard(Outcome outcome) {
    return new Lived.Unheard(new Ran.Ended(route, outcome));
  }

  private static Outcome outcome(Throwable failure) {
    return failure instanceof NoRoomException noRoom
        ? noRoom.outcome()
        : new Outcome.Failed(faultOf(failure));
  }

  /** Once a provider has begun to answer it has room. */
  private static Fault faultOf(Throwable failure) {
    return failure instanceof FaultException named
        ? named.fault()
        : Fault.of(FaultCode.OVERLOADED, "this worker ran out of room amid the answer");
  }

  static <T> Uni<T> now(T item) {
    return Uni.createFrom().item(item);
  }
}
