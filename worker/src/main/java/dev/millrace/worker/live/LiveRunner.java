package dev.millrace.worker.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.conversation.Piece;
import dev.millrace.dialect.Dialects;
import dev.millrace.model.Route;
import dev.millrace.output.StreamMeter;
import dev.millrace.queue.AttemptId;
import dev.millrace.request.Outcome;
import dev.millrace.route.Errand;
import dev.millrace.route.RouteRunner;
import dev.millrace.route.RouteRunner.Opened;
import dev.millrace.route.RouteRunner.Ran;
import dev.millrace.route.Stop;
import dev.millrace.route.StopSignal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Runs attempts at responses whose callers follow them. No answer is begun twice: an attempt that
 * follows one that had said something fails at once.
 */
@ApplicationScoped
public class LiveRunner {
  private final RouteRunner routes;
  private final ReplayWriter replay;
  private final StreamMeter meter;
  private final ObjectMapper json;

  LiveRunner(RouteRunner routes, ReplayWriter replay, StreamMeter meter, ObjectMapper json) {
    this.routes = routes;
    this.replay = replay;
    this.meter = meter;
    this.json = json;
  }

  /** Fails only by a bug. May take as long as the database is away. */
  public Uni<Lived> run(
      Errand errand, AttemptId attempt, BackgroundResponse response, StopSignal stop) {
    return isBegun(attempt)
        .chain(
            begun ->
                begun
                    ? LiveAnswer.now(
                        new Lived.Broken(errand.way().first(), LiveAnswer.interrupted()))
                    : begin(errand, attempt, response, stop));
  }

  private Uni<Boolean> isBegun(AttemptId attempt) {
    return attempt.number() == 1 ? LiveAnswer.now(false) : replay.isBegun(attempt.request());
  }

  private Uni<Lived> begin(
      Errand errand, AttemptId attempt, BackgroundResponse response, StopSignal stop) {
    return switch (routes.open(errand)) {
      case Opened.Spared(var route, var untilTrial) ->
          LiveAnswer.now(new Lived.Unheard(new Ran.Spared(route, untilTrial)));
      case Opened.Flowing flow ->
          answer(errand, flow.route(), attempt, response, stop).of(flow.pieces());
      case Opened.InOnePiece whole -> {
        var answer = answer(errand, whole.route(), attempt, response, stop);
        yield inTime(whole, stop).chain(outcome -> inOnePiece(whole.route(), outcome, answer));
      }
    };
  }

  private LiveAnswer answer(
      Errand errand, Route route, AttemptId attempt, BackgroundResponse response, StopSignal stop) {
    var keeper = new EventKeeper(attempt, replay, () -> stop.tell(Stop.LOST));
    return new LiveAnswer(errand, route, response, keeper, meter, stop);
  }

  private static Uni<Outcome> inTime(Opened.InOnePiece whole, StopSignal stop) {
    Uni<Outcome> cut = stop.asked().map(reason -> new Outcome.Cancelled());
    return Uni.join().first(whole.outcome(), cut).toTerminate();
  }

  private Uni<Lived> inOnePiece(Route route, Outcome outcome, LiveAnswer answer) {
    return outcome instanceof Outcome.Succeeded ok
        ? answer.of(pieces(ok), ok.usage())
        : LiveAnswer.now(new Lived.Unheard(new Ran.Ended(route, outcome)));
  }

  private Multi<Piece> pieces(Outcome.Succeeded ok) {
    var spoken = parsed(ok.output().spoken().orElseThrow());
    var reader = Dialects.RESPONSES.answerReader(() -> ok.usage().providerTime());
    return Multi.createFrom().iterable(reader.whole(spoken));
  }

  private JsonNode parsed(String spoken) {
    try {
      return json.readTree(spoken);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a provider's answer is no JSON", e);
    }
  }
}
