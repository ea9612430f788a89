package dev.millrace.worker.dispatch;

import dev.millrace.queue.Claim;
import dev.millrace.queue.Recall;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Spacing;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.route.Stop;
import dev.millrace.worker.execute.Ending;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Takes turns from read to acknowledged: claims them in batches as slots come free, and runs what
 * it claimed.
 *
 * <p>All its state belongs to the desk's thread; whatever ends elsewhere comes back through {@link
 * DeskThread}. So there is no lock, and no race but those that the database decides.
 */
final class TurnDesk implements GracefulStop.Running {
  private static final Logger LOG = Logger.getLogger(TurnDesk.class);
  private static final Duration ENGINE_AWAY = Duration.ofMillis(500);

  private final WorkerId me;
  private final RequestQueue queue;
  private final RunningRequests running;
  private final DispatchConfig config;
  private final StartAnnouncer starts;
  private final InstantSource clock;
  private final DeskThread thread;
  private final MissedTurns missed;
  private final FairTurns waiting;
  private final Spacing spacing;
  private final FirstLook firstLook = new FirstLook();
  private final Map<RequestId, Integer> beingClaimed = new HashMap<>();
  private int claimsInFlight;
  private boolean awaitsTime;
  private int takeOversInFlight;
  private boolean draining;
  private Runnable whenIdle = () -> {};

  TurnDesk(
      WorkerId me,
      FairTurns waiting,
      RequestQueue queue,
      RunningRequests running,
      DispatchConfig config,
      StartAnnouncer starts,
      InstantSource clock,
      DeskThread thread,
      Function<TurnDesk, MissedTurns> missed) {
    this.me = me;
    this.waiting = waiting;
    this.queue = queue;
    this.running = running;
    this.config = config;
    this.starts = starts;
    this.clock = clock;
    this.thread = thread;
    this.spacing = new Spacing(config.claimsApart(), clock);
    this.missed = missed.apply(this);
  }

  /** Takes in turns that were just read, when their requests should be there; from any thread. */
  void offerRead(List<Turn> turns) {
    thread.execute(() -> offerAfter(firstLook.delay(), turns));
  }

  /** Takes in turns; any thread may call it. */
  void offer(List<Turn> turns) {
    thread.execute(
        () -> {
          turns.forEach(waiting::add);
          claimNext();
        });
  }

  /** Takes turns in again after a while. */
  void offerAfter(Duration delay, List<Turn> turns) {
    thread.after(delay, () -> offer(turns));
  }

  /** Shares of limits may have changed; any thread may call it. */
  void limitsChanged() {
    thread.execute(
        () -> {
          waiting.limitsChanged();
          claimNext();
        });
  }

  @Override
  public void drain(Runnable idle) {
    thread.execute(
        () -> {
          draining = true;
          whenIdle = idle;
          callWhenIdle();
        });
  }

  /** Tells running attempts to stop that this worker is to give up. */
  void recall(List<Recall> recalls) {
    thread.execute(() -> recalls.forEach(r -> running.stop(r.attempt(), Stop.because(r.reason()))));
  }

  @Override
  public void release() {
    thread.execute(() -> running.stopAll(Stop.DRAINED));
  }

  /** Whether a take-over may begin now; when it does, {@link #takeOverEnded} follows. */
  boolean beginTakeOver(List<Turn> turns) {
    if (draining) {
      return false;
    }
    takeOversInFlight++;
    beginClaiming(turns);
    return true;
  }

  /** What the take-over brought runs by now. */
  void takeOverEnded(List<Turn> turns) {
    takeOversInFlight--;
    endClaiming(turns);
    callWhenIdle();
  }

  /** Runs claims that were taken over; they may exceed the slots, so as not to wait twice. */
  void runTakenOver(Claim claim, Turn turn) {
    waiting.occupy(turn);
    starts.takenOver(claim);
    run(claim, turn);
  }

  /**
   * Whether it runs here, or may be about to: a claim of it is under way, by another record of the
   * same request perhaps, whose answer says so.
   */
  boolean runs(RequestId request) {
    return running.has(request) || beingClaimed.containsKey(request);
  }

  private void beginClaiming(List<Turn> turns) {
    turns.forEach(turn -> beingClaimed.merge(turn.request(), 1, Integer::sum));
  }

  private void endClaiming(List<Turn> turns) {
    turns.forEach(
        turn ->
            beingClaimed.computeIfPresent(
                turn.request(), (request, claims) -> claims == 1 ? null : claims - 1));
  }

  private void claimNext() {
    while (!draining && claimsInFlight < config.claimsInFlight() && isTime()) {
      var turns = waiting.take(config.claimBatch());
      if (turns.isEmpty()) {
        return;
      }
      claim(turns);
    }
  }

  /**
   * Whether the next claim may begin; if not, it comes when it may. A full one waits for nothing:
   * it would gather no more.
   */
  private boolean isTime() {
    var left = spacing.left();
    if (left.isZero() || waiting.has(config.claimBatch())) {
      return true;
    }
    if (!awaitsTime) {
      awaitsTime = true;
      thread.after(
          left,
          () -> {
            awaitsTime = false;
            claimNext();
          });
    }
    return false;
  }

  private void claim(List<Turn> turns) {
    spacing.begun(turns.size());
    claimsInFlight++;
    beginClaiming(turns);
    queue
        .claim(me, turns.stream().map(Turn::request).distinct().toList(), clock.instant())
        .subscribe()
        .with(
            claims -> thread.execute(() -> claimed(turns, claims)),
            failure -> thread.execute(() -> claimFailed(turns, failure)));
  }

  private void claimed(List<Turn> turns, List<Claim> claims) {
    claimsInFlight--;
    endClaiming(turns);
    var byRequest = new HashMap<RequestId, Claim>();
    claims.forEach(claim -> byRequest.put(claim.request(), claim));
    starts.takenUp(claims);
    var unclaimed = new ArrayList<Turn>();
    for (var turn : turns) {
      // A record that stands twice claims once; the second one looks on until the request has
      // ended.
      var claim = byRequest.remove(turn.request());
      if (claim == null) {
        unclaimed.add(turn);
      } else {
        run(claim, turn);
      }
    }
    unclaimed.forEach(waiting::free);
    firstLook.looked(newOnes(turns), newOnes(unclaimed));
    missed.lookInto(unclaimed);
    callWhenIdle();
    claimNext();
  }

  private static int newOnes(List<Turn> turns) {
    return (int) turns.stream().filter(Turn::isNew).count();
  }

  /**
   * The claim may have been committed although its answer was lost: the next look takes it over.
   */
  private void claimFailed(List<Turn> turns, Throwable failure) {
    claimsInFlight--;
    endClaiming(turns);
    turns.forEach(waiting::free);
    LOG.warnf("claiming %d requests waits: %s", turns.size(), failure.getMessage());
    thread.after(ENGINE_AWAY, () -> offer(turns));
    callWhenIdle();
  }

  private void run(Claim claim, Turn turn) {
    turn.spent(claim.attempt() - claim.deferrals());
    running.run(claim, ending -> thread.execute(() -> ended(claim, turn, ending)));
  }

  private void ended(Claim claim, Turn turn, Ending ending) {
    running.remove(claim.id());
    waiting.free(turn);
    switch (ending) {
      case Ending.Terminal t -> turn.acknowledge();
      case Ending.Again again ->
          offerAfter(Duration.between(clock.instant(), again.at()), List.of(turn));
      case Ending.Superseded s -> offerAfter(config.lookAgainEvery(), List.of(turn));
    }
    callWhenIdle();
    claimNext();
  }

  private void callWhenIdle() {
    if (draining && running.size() == 0 && claimsInFlight == 0 && takeOversInFlight == 0) {
      whenIdle.run();
    }
  }
}
