package dev.millrace.worker.dispatch;

import dev.millrace.queue.Claim;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Standing;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.worker.execute.Announcer;
import dev.millrace.worker.execute.LivenessBounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Finds out why turns could not be claimed, and does what {@link Patience} decides. */
final class MissedTurns {
  private static final Logger LOG = Logger.getLogger(MissedTurns.class);
  private static final Duration ENGINE_AWAY = Duration.ofMillis(500);

  private final TurnDesk desk;
  private final WorkerId me;
  private final RequestQueue queue;
  private final Announcer announcer;
  private final Patience patience;
  private final LivenessBounds liveness;
  private final DispatchMetrics metrics;
  private final InstantSource clock;
  private final DeskThread thread;

  MissedTurns(
      TurnDesk desk,
      WorkerId me,
      RequestQueue queue,
      Announcer announcer,
      Patience patience,
      LivenessBounds liveness,
      DispatchMetrics metrics,
      InstantSource clock,
      DeskThread thread) {
    this.desk = desk;
    this.me = me;
    this.queue = queue;
    this.announcer = announcer;
    this.patience = patience;
    this.liveness = liveness;
    this.metrics = metrics;
    this.clock = clock;
    this.thread = thread;
  }

  /**
   * Those that were claimed in vain. At first their rows are about to come: nobody is asked yet.
   */
  void lookInto(List<Turn> turns) {
    var byNews = turns.stream().collect(Collectors.partitioningBy(Turn::isNew));
    lookAgain(byNews.get(true));
    ask(byNews.get(false));
  }

  private void lookAgain(List<Turn> turns) {
    if (!turns.isEmpty()) {
      turns.forEach(Turn::nextLook);
      desk.offerAfter(Patience.SECOND_LOOK, turns);
    }
  }

  private void ask(List<Turn> turns) {
    if (turns.isEmpty()) {
      return;
    }
    queue
        .standingOf(requests(turns), liveness.silentSince(clock.instant()))
        .subscribe()
        .with(
            standings ->
                thread.execute(() -> decide(turns, byRequest(standings, Standing::request))),
            failure -> thread.execute(() -> lookLater(turns, failure)));
  }

  private void decide(List<Turn> turns, Map<RequestId, Standing> standings) {
    var orphaned = new ArrayList<Turn>();
    var later = new LinkedHashMap<Duration, List<Turn>>();
    for (var turn : turns) {
      var standing = Optional.ofNullable(standings.get(turn.request()));
      var next =
          patience.next(
              standing,
              turn.firstSeen(),
              turn.nextLook(),
              desk.runs(turn.request()),
              clock.instant());
      switch (next) {
        case Patience.Next.LookAgain again ->
            later.computeIfAbsent(again.after(), after -> new ArrayList<>()).add(turn);
        case Patience.Next.TakeOver t -> orphaned.add(turn);
        case Patience.Next.AnnounceAgain again -> announceAgain(turn, again.standing());
        case Patience.Next.DropOrphan d -> drop(turn);
      }
    }
    later.forEach(desk::offerAfter);
    takeOver(orphaned);
  }

  private void announceAgain(Turn turn, Standing standing) {
    announcer
        .announce(List.of(standing.transition()))
        .subscribe()
        .with(ignored -> turn.acknowledge());
  }

  private void drop(Turn turn) {
    LOG.infof(
        "dropped an orphaned dispatch record: its admission was never committed request=%s",
        turn.request());
    metrics.orphanDropped();
    turn.acknowledge();
  }

  /** A worker that is about to end leaves its turns to those who will read them again. */
  private void takeOver(List<Turn> turns) {
    if (turns.isEmpty() || !desk.beginTakeOver(turns)) {
      return;
    }
    var now = clock.instant();
    queue
        .takeOver(me, requests(turns), liveness.silentSince(now), now)
        .subscribe()
        .with(
            claims -> thread.execute(() -> takenOver(turns, byRequest(claims, Claim::request))),
            failure -> thread.execute(() -> takeOverFailed(turns, failure)));
  }

  private void takenOver(List<Turn> turns, Map<RequestId, Claim> claims) {
    for (var turn : turns) {
      var claim = claims.remove(turn.request());
      if (claim == null) {
        desk.offerAfter(ENGINE_AWAY, List.of(turn));
      } else {
        LOG.warnf(
            "took over from a worker that is silent request=%s attempt=%d",
            claim.request(), claim.attempt());
        metrics.takenOver();
        desk.runTakenOver(claim, turn);
      }
    }
    desk.takeOverEnded(turns);
  }

  private void takeOverFailed(List<Turn> turns, Throwable failure) {
    lookLater(turns, failure);
    desk.takeOverEnded(turns);
  }

  private void lookLater(List<Turn> turns, Throwable failure) {
    LOG.warnf("looking into %d requests waits: %s", turns.size(), failure.getMessage());
    thread.after(ENGINE_AWAY, () -> desk.offer(turns));
  }

  private static List<RequestId> requests(List<Turn> turns) {
    return turns.stream().map(Turn::request).distinct().toList();
  }

  private static <T> Map<RequestId, T> byRequest(List<T> found, Function<T, RequestId> request) {
    return found.stream()
        .collect(Collectors.toMap(request, Function.identity(), (a, b) -> a, HashMap::new));
  }
}
