package dev.millrace.queue.life;

import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Admission;
import dev.millrace.queue.AttemptId;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Recall;
import dev.millrace.queue.Requests.CancelResult;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Submissions;
import dev.millrace.queue.Verdict;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes a step happen through the ports. What was learnt comes back as something to run, so that
 * two steps can happen at once and be written down one after the other.
 */
final class Moves {
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final long CENT = 10_000_000; // nano-dollars
  private static final int MANY = 1_000;
  private static final Runnable NOTHING = () -> {};

  private final Ports ports;
  private final Scene scene;
  private final Forecast forecast;

  /**
   * @param forecast what must come of the step; {@link Forecast#NONE} where another step happens at
   *     the same time
   */
  Moves(Ports ports, Scene scene, Forecast forecast) {
    this.ports = ports;
    this.scene = scene;
    this.forecast = forecast;
  }

  Uni<Runnable> make(Step step) {
    return switch (step) {
      case Step.Submit s -> submit(s);
      case Step.Deliver d -> awake(d.worker(), w -> deliver(w, scene.lives(d.first(), d.count())));
      case Step.TakeOver t -> awake(t.worker(), w -> takeOver(w, scene.lives()));
      case Step.Announce a -> announce(scene.lives(a.first(), a.count()));
      case Step.Settle s ->
          awake(s.worker(), w -> settle(w, w.running(idOf(s.request()), s.request()), s.how()));
      case Step.SettleAgain s ->
          awake(s.worker(), w -> settle(w, w.settled(idOf(s.request()), s.request()), s.how()));
      case Step.Cancel c -> scene.life(c.request()).map(this::cancel).orElseGet(Moves::nothing);
      case Step.ConfirmCancels c -> awake(c.worker(), this::confirmCancels);
      case Step.Expire e -> expire();
      case Step.Crash c -> beat(scene.replace(c.worker()));
      case Step.Stall s -> locally(() -> scene.worker(s.worker()).stall());
      case Step.Wake w -> wake(scene.worker(w.worker()), w.how());
      case Step.Pass p -> pass(Duration.ofSeconds(p.seconds()));
      case Step.AtOnce both -> throw new IllegalArgumentException("not a single step: " + both);
    };
  }

  private Optional<RequestId> idOf(int number) {
    return scene.life(number).map(Life::id);
  }

  private static Uni<Runnable> nothing() {
    return Uni.createFrom().item(NOTHING);
  }

  private static Uni<Runnable> locally(Runnable change) {
    return Uni.createFrom().item(change);
  }

  private interface Work {
    Uni<Runnable> of(SimulatedWorker worker);
  }

  private Uni<Runnable> awake(int number, Work work) {
    var worker = scene.worker(number);
    return worker.isAwake() ? work.of(worker) : nothing();
  }

  private Uni<Runnable> submit(Step.Submit step) {
    var submission = submission(step);
    var check = forecast.ofAdmission(scene, submission);
    return ports
        .admission()
        .admit(submission)
        .map(
            result ->
                () -> {
                  boolean admitted = result instanceof Admission.Result.Admitted;
                  check.accept(admitted);
                  if (admitted) {
                    scene.admitted(submission);
                  }
                });
  }

  private Submission submission(Step.Submit step) {
    var hold = new Money(step.cents() * CENT);
    var plain =
        Submissions.aSubmission()
            .of(scene.account())
            .holding(hold.toString())
            .at(scene.now())
            .make();
    var deadlines = new Deadlines(after(step.startWithin()), after(step.finishWithin()));
    return new Submission(
        plain.id(),
        plain.account(),
        plain.key(),
        plain.model(),
        plain.terms().within(deadlines),
        plain.input(),
        plain.metadata(),
        plain.hold(),
        plain.rateCard(),
        plain.correlationId(),
        plain.at());
  }

  private Optional<Instant> after(int seconds) {
    return seconds == 0 ? Optional.empty() : Optional.of(scene.now().plusSeconds(seconds));
  }

  Uni<Runnable> deliver(SimulatedWorker worker, List<Life> lives) {
    var check = forecast.ofClaim(scene, lives);
    return ports
        .queue()
        .claim(worker.id(), lives.stream().map(Life::id).toList(), scene.now())
        .map(
            claims ->
                () -> {
                  check.accept(claims.stream().map(Claim::request).toList());
                  claims.forEach(claim -> given(worker, claim, Optional.empty()));
                });
  }

  Uni<Runnable> takeOver(SimulatedWorker worker, List<Life> lives) {
    // What it runs itself it does not look for.
    var foreign =
        lives.stream()
            .filter(life -> worker.running().stream().noneMatch(c -> c.request().equals(life.id())))
            .toList();
    var check = forecast.ofTakeOver(scene, worker, foreign);
    return ports
        .queue()
        .takeOver(
            worker.id(), foreign.stream().map(Life::id).toList(), scene.silentSince(), scene.now())
        .map(
            claims ->
                () -> {
                  check.accept(claims.stream().map(Claim::request).toList());
                  claims.forEach(c -> given(worker, c, Optional.of("WORKER_LOST")));
                });
  }

  private void given(SimulatedWorker worker, Claim claim, Optional<String> kept) {
    worker.given(claim);
    scene
        .lifeOf(claim)
        .add(Transition.claimed(claim.sequence(), claim.attempt(), worker.id(), kept));
  }

  private Uni<Runnable> announce(List<Life> lives) {
    return ports
        .queue()
        .standingOf(lives.stream().map(Life::id).toList(), scene.silentSince())
        .map(standings -> () -> forecast.checkStandings(scene, lives, standings));
  }

  private Uni<Runnable> settle(SimulatedWorker worker, Optional<Claim> claim, Step.How how) {
    return claim.map(c -> settle(worker, List.of(verdict(c, how)))).orElseGet(Moves::nothing);
  }

  Uni<Runnable> settle(SimulatedWorker worker, List<Verdict.Of> verdicts) {
    if (verdicts.isEmpty()) {
      return nothing();
    }
    var check = forecast.ofSettlement(scene, verdicts);
    return ports
        .queue()
        .settle(verdicts)
        .map(
            all ->
                () -> {
                  check.accept(all);
                  IntStream.range(0, all.size())
                      .forEach(i -> settled(worker, verdicts.get(i), all.get(i)));
                });
  }

  private void settled(SimulatedWorker worker, Verdict.Of verdict, Settled settled) {
    worker.ended(verdict.claim());
    if (settled.instead().filter(Verdict.Fail.class::isInstance).isPresent()) {
      throw new AssertionError("the database refused " + verdict);
    }
    if (settled.applied()) {
      scene.lifeOf(verdict.claim()).add(Transition.settled(settled, verdict));
    }
  }

  Verdict.Of verdict(Claim claim, Step.How how) {
    var broken = Fault.of(FaultCode.PROVIDER_BROKEN, "it broke");
    var verdict =
        switch (how) {
          case COMPLETE -> complete(claim.held());
          case COMPLETE_FREE -> complete(Money.ZERO);
          case FAIL -> new Verdict.Fail(broken);
          case RETRY_AT_ONCE -> new Verdict.Retry(scene.now(), broken);
          case RETRY_LATER -> new Verdict.Retry(scene.now().plus(LATER), broken);
          case POSTPONE -> new Verdict.Postpone(scene.now().plus(LATER));
        };
    return of(claim, verdict);
  }

  private static Verdict complete(Money charge) {
    return new Verdict.Complete(
        "{}", List.of(), charge, Usage.ofOutputs(0, Duration.ofMillis(1)));
  }

  private Verdict.Of of(Claim claim, Verdict verdict) {
    return new Verdict.Of(claim, "local", verdict, scene.now());
  }

  private Uni<Runnable> cancel(Life life) {
    var check = forecast.ofCancel(life);
    return ports
        .requests()
        .cancel(scene.account(), life.id(), scene.now())
        .map(Optional::orElseThrow)
        .map(
            result ->
                () -> {
                  check.accept(result.cancelledNow());
                  cancelled(life, result);
                });
  }

  private static void cancelled(Life life, CancelResult result) {
    if (result.cancelledNow()) {
      life.add(Transition.cancelled(result.request().sequence(), result.request().attempt()));
    } else if (result.request().status() == RequestStatus.IN_PROGRESS) {
      life.askBack();
    }
  }

  private Uni<Runnable> confirmCancels(SimulatedWorker worker) {
    var running = worker.running();
    var check = forecast.ofRecalls(scene, worker);
    return ports
        .queue()
        .recalls(worker.id(), running.stream().map(Claim::id).toList())
        .invoke(check)
        .map(Moves::cancelled)
        .chain(
            asked ->
                settle(
                    worker,
                    running.stream()
                        .filter(claim -> asked.contains(claim.id()))
                        .map(claim -> of(claim, new Verdict.Cancel()))
                        .toList()));
  }

  private Uni<Runnable> expire() {
    var now = scene.now();
    var check = forecast.ofExpiry(scene);
    return ports
        .overdue()
        .end(now, MANY)
        .map(
            ended ->
                () -> {
                  // The table is everyone's: what other tests left behind may be due as well.
                  var ours =
                      ended.transitions().stream()
                          .filter(event -> scene.knows(event.request()))
                          .toList();
                  var ends = ours.stream().filter(event -> event.status().isTerminal()).toList();
                  check.accept(ends.stream().map(RequestEvent::request).toList());
                  ends.forEach(
                      event ->
                          scene
                              .life(event.request())
                              .add(Transition.expired(event.sequence(), event.attempt())));
                  ours.forEach(event -> scene.life(event.request()).announced(event));
                  scene.lives().forEach(life -> life.deadlinesLookedAt(now));
                });
  }

  private static List<AttemptId> cancelled(List<Recall> recalls) {
    return recalls.stream()
        .filter(recall -> recall.reason() == Recall.Reason.CANCELLED)
        .map(Recall::attempt)
        .toList();
  }

  private Uni<Runnable> wake(SimulatedWorker worker, Step.How how) {
    if (worker.isAwake()) {
      return nothing();
    }
    worker.wake();
    var verdicts = worker.running().stream().map(claim -> verdict(claim, how)).toList();
    return beat(worker)
        .chain(beaten -> settle(worker, verdicts).map(settled -> both(beaten, settled)));
  }

  private static Runnable both(Runnable one, Runnable other) {
    return () -> {
      one.run();
      other.run();
    };
  }

  Uni<Runnable> beat(SimulatedWorker worker) {
    var at = scene.now();
    return ports.liveness().beat(worker.id(), "test", at).map(ignored -> () -> worker.beatAt(at));
  }

  private Uni<Runnable> pass(Duration time) {
    scene.pass(time);
    var awake = scene.workers().stream().filter(SimulatedWorker::isAwake).map(this::beat).toList();
    return awake.isEmpty()
        ? nothing()
        : Uni.join().all(awake).andFailFast().map(beats -> () -> beats.forEach(Runnable::run));
  }
}
