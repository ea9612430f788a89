package dev.millrace.worker.dispatch;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.AttemptId;
import dev.millrace.queue.Claim;
import dev.millrace.queue.InMemoryRequestQueue;
import dev.millrace.queue.Recall;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import dev.millrace.worker.execute.Ending;
import dev.millrace.worker.execute.EventsOnPaper;
import dev.millrace.worker.execute.LivenessBounds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The desk and the turns that it missed, with time and thread turned by hand. */
class TurnDeskTest {
  private static final Duration ORPHAN_AFTER = Duration.ofSeconds(15);
  private static final Duration DEAD_AFTER = Duration.ofSeconds(15);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final int SLOTS = 10;

  private final WorkerId me = new WorkerId(new UUID(0, 1));
  private final WorkerId other = new WorkerId(new UUID(0, 2));
  private final HandClock clock = new HandClock();
  private final HandThread thread = new HandThread(clock);
  private final InMemoryRequestQueue queue = new InMemoryRequestQueue();
  private final HeldExecutor executor = new HeldExecutor();
  private final EventsOnPaper events = new EventsOnPaper();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RunningRequests running = new RunningRequests(executor);
  private final Turns partition = new Turns();
  private final HandLimits limits = new HandLimits();
  private final TurnDesk desk = desk();

  // -------------------------------------------------------------------------------------- claims

  @Test
  void turnsAreClaimedInBatchesUpToTheSlots() {
    offer(admitted(25));

    assertThat(queue.claims()).extracting(List::size).containsExactly(4, 4, 2);
    assertThat(executor.running()).hasSize(SLOTS);
  }

  @Test
  void noMoreClaimsAreUnderWayThanAllowed() {
    queue.holdsItsAnswersBack();

    offer(admitted(25));

    assertThat(queue.claims()).hasSize(2);
  }

  @Test
  void claimsKeepTheirDistanceSoThatEachTakesWhatCameMeanwhile() {
    var apart = Duration.ofMillis(5);
    var desk = desk(apart, 8);

    offer(desk, admitted(8));
    offer(desk, admitted(1));
    offer(desk, admitted(1));
    assertThat(queue.claims()).extracting(List::size).containsExactly(8);
    pass(apart.minusMillis(1));
    assertThat(queue.claims()).hasSize(1);
    pass(Duration.ofMillis(1));

    assertThat(queue.claims()).extracting(List::size).containsExactly(8, 2);
  }

  @Test
  void aFullClaimKeepsNoDistance() {
    var desk = desk(Duration.ofMillis(5), 5);
    offer(desk, admitted(5));

    offer(desk, admitted(4));
    assertThat(queue.claims()).hasSize(1);
    offer(desk, admitted(2));

    assertThat(queue.claims()).extracting(List::size).containsExactly(5, 5);
  }

  @Test
  void behindASmallClaimNothingWaits() {
    var desk = desk(Duration.ofMillis(10), 8);

    offer(desk, admitted(3));
    offer(desk, admitted(1));

    assertThat(queue.claims()).extracting(List::size).containsExactly(3, 1);
  }

  @Test
  void aClockThatWasSetBackKeepsNoClaimWaiting() {
    var desk = desk(Duration.ofMillis(5), 8);
    offer(desk, admitted(8));

    clock.turn(Duration.ofHours(-1));
    offer(desk, admitted(1));

    assertThat(queue.claims()).hasSize(2);
  }

  @Test
  void turnsThatAreReadBeforeTheirRowsMakeTheNextOnesWait() {
    var unknown = aSubmission().of(queue.account("1000")).make();
    read(unknown);
    assertThat(queue.claims()).as("nothing is waited for at first").hasSize(1);

    var request = admitted();
    read(request);
    assertThat(executor.running()).isEmpty();
    pass(FirstLook.LONGER_BY);

    assertThat(executor.latest().request()).isEqualTo(request.id());
  }

  @Test
  void aSlotThatComesFreeIsGivenToTheNextTurn() {
    var requests = admitted(12);
    offer(requests);

    complete(requests.getFirst());

    assertThat(executor.running()).hasSize(SLOTS);
    assertThat(executor.latest().request()).isEqualTo(requests.get(10).id());
  }

  @Test
  void aRecordIsAcknowledgedOnceItsRequestIsTerminal() {
    var requests = admitted(2);
    offer(requests);

    assertThat(partition.committed()).isEmpty();
    complete(requests.getFirst());

    assertThat(partition.committed()).hasValue(1);
  }

  @Test
  void whatIsClaimedIsAnnouncedAsStarted() {
    var request = admitted();

    offer(request);

    assertThat(events.events())
        .extracting(RequestEvent::request, RequestEvent::status, RequestEvent::sequence)
        .containsExactly(tuple(request.id(), RequestStatus.IN_PROGRESS, 1));
  }

  @Test
  void aRetryWaitsInTheWorkerUntilItIsDueWithItsRecordUnacknowledged() {
    var request = admitted();
    offer(request);

    retry(request, Duration.ofSeconds(5));
    pass(Duration.ofSeconds(5).minusMillis(1));
    assertThat(executor.running()).isEmpty();
    pass(Duration.ofMillis(1));

    assertThat(executor.latest().attempt()).isEqualTo(2);
    assertThat(partition.areAllAcknowledged()).isFalse();
  }

  @Test
  void aRetryTakesNoSlotWhileItWaits() {
    var requests = admitted(11);
    offer(requests);

    retry(requests.getFirst(), Duration.ofMinutes(1));

    assertThat(executor.running()).hasSize(SLOTS).contains(requests.get(10).id());
  }

  @Test
  void turnsOfARevokedPartitionAreNotClaimed() {
    var requests = admitted(11);
    offer(requests);
    partition.window().revoke();

    complete(requests.getFirst());
    pass(Duration.ofMinutes(1));

    assertThat(executor.begun()).hasSize(SLOTS);
  }

  @Test
  void aRecordThatStandsTwiceRunsItsRequestOnceAndBothAreAcknowledged() {
    var request = admitted();
    offer(request, request);

    complete(request);
    pass(LOOK_AGAIN);

    assertThat(executor.begun()).hasSize(1);
    assertThat(partition.areAllAcknowledged()).isTrue();
  }

  @Test
  void aSecondRecordDoesNotTakeOverWhatTheFirstOnesClaimIsAboutToBring() {
    var request = admitted();
    queue.holdsItsAnswersBack();
    offer(request); // claimed in the database, the answer is on its way
    queue.holdsBackOnlyWhatIsUnderWay();
    offer(request);
    pass(LOOK_AGAIN.multipliedBy(3));
    assertThat(queue.state(request.id()).attempt()).isEqualTo(1);

    queue.answersAll();
    thread.crank();

    assertThat(executor.begun()).extracting(Claim::attempt).containsExactly(1);
    complete(request);
    pass(LOOK_AGAIN);
    assertThat(partition.areAllAcknowledged()).isTrue();
    assertThat(counted("millrace.dispatch.takeovers")).isZero();
  }

  // -------------------------------------------------------------------------------------- limits

  @Test
  void anAccountRunsNoMoreThanItMayAndGoesOnAsSoonAsOneEnds() {
    limits.everyAccount(3);
    var requests = admitted(5);
    offer(requests);
    assertThat(executor.running()).hasSize(3);

    complete(requests.getFirst());

    assertThat(executor.running())
        .containsExactly(requests.get(1).id(), requests.get(2).id(), requests.get(3).id());
  }

  @Test
  void whatCouldNotBeClaimedCountsForNoLimit() {
    limits.everyAccount(1);
    var account = queue.account("1000");
    var orphan = aSubmission().of(account).make();
    offer(orphan);

    var request = aSubmission().of(account).make();
    queue.admit(request);
    offer(request);

    assertThat(executor.running()).containsExactly(request.id());
  }

  @Test
  void aLimitThatHasGrownIsUsedAtOnce() {
    limits.everyAccount(1);
    offer(admitted(5));
    limits.everyAccount(4);

    desk.limitsChanged();
    thread.crank();

    assertThat(executor.running()).hasSize(4);
  }

  // ------------------------------------------------------------------------------------- orphans

  @Test
  void rowsThatAreMissingAtFirstAreClaimedTogetherAMomentLaterAndNobodyIsAsked() {
    var missing = Stream.generate(() -> aSubmission().make()).limit(3).toList();
    offer(missing);
    assertThat(queue.questions()).isZero();

    pass(Patience.SECOND_LOOK);

    assertThat(queue.claims()).extracting(List::size).containsExactly(3, 3);
    assertThat(queue.questions()).isEqualTo(1);
  }

  @Test
  void aMissingRowIsLookedForAgainAndClaimedWhenItComes() {
    var request = aSubmission().make();
    offer(request);
    pass(Duration.ofMillis(5));
    assertThat(executor.running()).isEmpty();

    queue.admit(request);
    pass(Duration.ofMillis(10));

    assertThat(executor.running()).containsExactly(request.id());
  }

  @Test
  void aRowThatComesJustBeforeTheBoundIsRun() {
    var request = aSubmission().make();
    offer(request);
    pass(ORPHAN_AFTER.minusMillis(1));

    queue.admit(request);
    pass(Duration.ofSeconds(1));

    assertThat(executor.running()).containsExactly(request.id());
    assertThat(counted("millrace.dispatch.orphans")).isZero();
  }

  @Test
  void anOrphanIsDroppedAfterTheBoundAndNotBefore() {
    offer(aSubmission().make());

    pass(ORPHAN_AFTER.minusMillis(1));
    assertThat(partition.areAllAcknowledged()).isFalse();
    pass(Duration.ofSeconds(1));

    assertThat(partition.areAllAcknowledged()).isTrue();
    assertThat(counted("millrace.dispatch.orphans")).isEqualTo(1);
    assertThat(executor.begun()).isEmpty();
    assertThat(events.events()).isEmpty();
  }

  @Test
  void anOrphanHoldsNobodyUpWhileItIsWaitedFor() {
    var orphans = Stream.generate(() -> aSubmission().make()).limit(50).toList();
    offer(orphans);
    var requests = admitted(SLOTS);

    offer(requests);
    pass(Duration.ofMillis(20));

    assertThat(executor.running())
        .containsExactlyInAnyOrderElementsOf(requests.stream().map(Submission::id).toList());
  }

  @Test
  void nothingIsDroppedBecauseTheDatabaseWasAwayForLong() {
    var request = admitted();
    queue.isAway();
    offer(request);
    pass(ORPHAN_AFTER.multipliedBy(4));

    queue.isBack();
    pass(Duration.ofSeconds(1));

    assertThat(executor.running()).containsExactly(request.id());
    assertThat(counted("millrace.dispatch.orphans")).isZero();
  }

  // ------------------------------------------------------------------------ ended and taken over

  @Test
  void aTerminalRequestIsAnnouncedAgainAndAcknowledged() {
    var request = admitted();
    settle(claimBy(other, request), completion());

    offer(request);
    pass(Patience.SECOND_LOOK);

    assertThat(events.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.request()).isEqualTo(request.id());
              assertThat(event.account()).isEqualTo(request.account());
              assertThat(event.sequence()).isEqualTo(2);
              assertThat(event.status()).isEqualTo(RequestStatus.COMPLETED);
              assertThat(event.ended()).isPresent();
            });
    assertThat(partition.areAllAcknowledged()).isTrue();
    assertThat(executor.begun()).isEmpty();
  }

  @Test
  void aDeadWorkersRequestIsTakenOver() {
    var request = admitted();
    claimBy(other, request);

    offer(request);
    pass(Patience.SECOND_LOOK);

    assertThat(executor.latest().attempt()).isEqualTo(2);
    assertThat(counted("millrace.dispatch.takeovers")).isEqualTo(1);
    // The worker that died may have been the only one to know that the first attempt had begun.
    assertThat(events.events())
        .extracting(RequestEvent::sequence, RequestEvent::status, RequestEvent::attempt)
        .containsExactly(
            tuple(1, RequestStatus.IN_PROGRESS, 1), tuple(2, RequestStatus.IN_PROGRESS, 2));
  }

  @Test
  void aRetryAnnouncesOnceMoreThatItWaited() {
    var request = admitted();
    settle(claimBy(other, request), retryAt(clock.instant()));

    offer(request);

    assertThat(events.events())
        .extracting(RequestEvent::sequence, RequestEvent::status, RequestEvent::attempt)
        .containsExactly(
            tuple(2, RequestStatus.IN_QUEUE, 1), tuple(3, RequestStatus.IN_PROGRESS, 2));
  }

  @Test
  void aLivingWorkersRequestIsLeftToItUntilItFallsSilent() {
    var request = admitted();
    queue.beat(other, clock.instant());
    claimBy(other, request);
    offer(request);

    pass(DEAD_AFTER);
    assertThat(executor.begun()).isEmpty();
    pass(LOOK_AGAIN);

    assertThat(executor.latest().attempt()).isEqualTo(2);
  }

  @Test
  void whatIsTakenOverIsAcknowledgedWhenItEnds() {
    var request = admitted();
    claimBy(other, request);
    offer(request);
    pass(Patience.SECOND_LOOK);

    complete(request);

    assertThat(partition.areAllAcknowledged()).isTrue();
  }

  @Test
  void aSupersededResultLeavesItsRecordUnacknowledgedUntilTheRequestIsTerminal() {
    var request = admitted();
    offer(request);
    queue.beat(me, clock.instant().minus(DEAD_AFTER).minusMillis(1));
    var latest = takeOverBy(other, request);
    queue.beat(other, clock.instant());

    end(request, new Ending.Superseded());
    pass(LOOK_AGAIN.multipliedBy(3));
    assertThat(partition.areAllAcknowledged()).isFalse();
    settle(latest, completion());
    pass(LOOK_AGAIN);

    assertThat(partition.areAllAcknowledged()).isTrue();
    assertThat(executor.begun()).hasSize(1);
  }

  /** The claim was committed, but the connection broke before its answer came. */
  @Test
  void aClaimWhoseAnswerWasLostIsTakenOverFromOneself() {
    var request = admitted();
    queue.beat(me, clock.instant());
    queue.losesTheNextAnswer();

    offer(request);
    pass(Duration.ofSeconds(1));

    assertThat(executor.begun()).extracting(Claim::attempt).containsExactly(2);
  }

  // --------------------------------------------------------------------------- database and drain

  @Test
  void whileTheDatabaseIsAwayTurnsWaitAndThenComeBack() {
    var requests = admitted(25);
    queue.isAway();
    offer(requests);
    pass(Duration.ofSeconds(20));
    assertThat(executor.begun()).isEmpty();

    queue.isBack();
    pass(Duration.ofSeconds(1));

    assertThat(executor.running()).hasSize(SLOTS);
    executor.running().forEach(id -> complete(byId(requests, id)));
    executor.running().forEach(id -> complete(byId(requests, id)));
    executor.running().forEach(id -> complete(byId(requests, id)));
    assertThat(partition.areAllAcknowledged()).isTrue();
  }

  @Test
  void drainingIsIdleAtOnceWhenNothingRuns() {
    assertThat(drained().get()).isPositive();
  }

  @Test
  void drainingIsIdleOnlyWhenNothingRuns() {
    var requests = admitted(11);
    offer(requests);

    var idle = drained();
    for (var request : requests.subList(0, SLOTS)) {
      assertThat(idle.get()).isZero();
      complete(request);
    }

    assertThat(idle.get()).isPositive();
    assertThat(executor.begun()).hasSize(SLOTS);
  }

  @Test
  void drainingWaitsForAClaimThatIsUnderWayAndForWhatItBrings() {
    var request = admitted();
    queue.holdsItsAnswersBack();
    offer(request);

    var idle = drained();
    assertThat(idle.get()).isZero();
    queue.answersAll();
    thread.crank();

    assertThat(executor.running()).containsExactly(request.id());
    assertThat(idle.get()).isZero();
    complete(request);
    assertThat(idle.get()).isPositive();
  }

  @Test
  void aClaimThatBringsNothingDoesNotKeepDrainingFromIdle() {
    queue.holdsItsAnswersBack();
    offer(aSubmission().make());
    var idle = drained();

    queue.answersAll();
    thread.crank();

    assertThat(idle.get()).isPositive();
  }

  @Test
  void aClaimThatFailsDoesNotKeepDrainingFromIdle() {
    queue.holdsItsAnswersBack();
    offer(admitted());
    var idle = drained();

    queue.isAway();
    queue.answersAll();
    thread.crank();

    assertThat(idle.get()).isPositive();
  }

  @Test
  void whileDrainingNothingIsTakenOver() {
    var request = admitted();
    claimBy(other, request);
    queue.beat(other, clock.instant());
    offer(request);
    drained();

    pass(DEAD_AFTER.multipliedBy(2));

    assertThat(executor.begun()).isEmpty();
    assertThat(queue.state(request.id()).attempt()).isEqualTo(1);
  }

  @Test
  void drainingWaitsForATakeOverThatIsUnderWayAndForWhatItBrings() {
    var request = admitted();
    claimBy(other, request);
    queue.holdsItsAnswersBack();
    offer(request);
    answerAndHoldTheNext(); // the claim brought nothing
    pass(Patience.SECOND_LOOK);
    answerAndHoldTheNext(); // nor did the second one
    answerAndHoldTheNext(); // its worker is silent

    var idle = drained();
    assertThat(idle.get()).isZero();
    queue.answersAll();
    thread.crank();

    assertThat(executor.running()).containsExactly(request.id());
    complete(request);
    assertThat(idle.get()).isPositive();
  }

  @Test
  void aTakeOverThatIsNotBegunWhenDrainingBeginsIsLeftToOthers() {
    var request = admitted();
    claimBy(other, request);
    queue.holdsItsAnswersBack();
    offer(request);
    answerAndHoldTheNext(); // the claim brought nothing
    pass(Patience.SECOND_LOOK);
    answerAndHoldTheNext(); // nor did the second one
    drained();

    queue.answersAll();
    pass(Duration.ofSeconds(30));

    assertThat(executor.begun()).isEmpty();
    assertThat(queue.state(request.id()).attempt()).isEqualTo(1);
  }

  // ------------------------------------------------------------------------------------- cancels

  @Test
  void aCancelReachesTheRequestThatItNamesAndNoOther() {
    var requests = admitted(2);
    offer(requests);

    desk.recall(
        List.of(
            cancelled(claimOf(requests.getFirst().id()).id()),
            cancelled(new AttemptId(aSubmission().make().id(), 1)),
            cancelled(new AttemptId(requests.getLast().id(), 2))));
    thread.crank();

    assertThat(executor.askedToStop()).containsExactly(requests.getFirst().id());
  }

  // ------------------------------------------------------------------------------------- helpers

  private static Recall cancelled(AttemptId attempt) {
    return new Recall(attempt, Recall.Reason.CANCELLED);
  }

  private TurnDesk desk() {
    return desk(Duration.ZERO, 4);
  }

  private TurnDesk desk(Duration claimsApart, int claimBatch) {
    var config =
        Settings.of(
            DispatchConfig.class,
            Map.of(
                "millrace.dispatch.claim-batch",
                Integer.toString(claimBatch),
                "millrace.dispatch.claims-in-flight",
                "2",
                "millrace.dispatch.claims-apart",
                claimsApart.toString(),
                "millrace.dispatch.look-again-every",
                LOOK_AGAIN.toString()));
    var liveness = new LivenessBounds(Duration.ofSeconds(3), DEAD_AFTER);
    return new TurnDesk(
        me,
        new FairTurns(SLOTS, 10, limits),
        queue,
        running,
        config,
        new StartAnnouncer(events.announcer()),
        clock,
        thread,
        turns ->
            new MissedTurns(
                turns,
                me,
                queue,
                events.announcer(),
                new Patience(me, ORPHAN_AFTER, LOOK_AGAIN),
                liveness,
                new DispatchMetrics(meters),
                clock,
                thread));
  }

  private Submission admitted() {
    return admitted(1).getFirst();
  }

  private List<Submission> admitted(int many) {
    var account = queue.account("1000");
    var submissions = Stream.generate(() -> aSubmission().of(account).make()).limit(many).toList();
    submissions.forEach(queue::admit);
    return submissions;
  }

  private void offer(Submission... submissions) {
    offer(List.of(submissions));
  }

  private void offer(List<Submission> submissions) {
    offer(desk, submissions);
  }

  private void read(Submission submission) {
    desk.offerRead(partition.of(List.of(submission), clock.instant()));
    thread.crank();
  }

  private void offer(TurnDesk desk, List<Submission> submissions) {
    desk.offer(partition.of(submissions, clock.instant()));
    thread.crank();
  }

  private void answerAndHoldTheNext() {
    queue.answersAll();
    queue.holdsItsAnswersBack();
    thread.crank();
  }

  private void pass(Duration time) {
    thread.pass(time);
  }

  private AtomicInteger drained() {
    var idle = new AtomicInteger();
    desk.drain(idle::incrementAndGet);
    thread.crank();
    return idle;
  }

  private void end(Submission request, Ending ending) {
    executor.end(request.id(), ending);
    thread.crank();
  }

  private void complete(Submission request) {
    settle(claimOf(request.id()), completion());
    end(request, new Ending.Terminal());
  }

  private void retry(Submission request, Duration after) {
    Instant due = clock.instant().plus(after);
    settle(claimOf(request.id()), retryAt(due));
    end(request, new Ending.Again(due));
  }

  private static Verdict retryAt(Instant due) {
    return new Verdict.Retry(due, Fault.of(FaultCode.PROVIDER_BROKEN, "it broke"));
  }

  private Claim claimOf(RequestId id) {
    return executor.begun().reversed().stream()
        .filter(claim -> claim.request().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Claim claimBy(WorkerId worker, Submission request) {
    return queue
        .claim(worker, List.of(request.id()), clock.instant())
        .await()
        .indefinitely()
        .getFirst();
  }

  private Claim takeOverBy(WorkerId worker, Submission request) {
    var now = clock.instant();
    return queue
        .takeOver(worker, List.of(request.id()), now.minus(DEAD_AFTER), now)
        .await()
        .indefinitely()
        .getFirst();
  }

  private void settle(Claim claim, Verdict verdict) {
    var of = new Verdict.Of(claim, "main", verdict, clock.instant());
    assertThat(queue.settle(List.of(of)).await().indefinitely())
        .allSatisfy(settled -> assertThat(settled.applied()).isTrue());
  }

  private static Verdict completion() {
    return new Verdict.Complete(
        "{}", List.of(), Money.ZERO, Usage.ofOutputs(0, Duration.ofMillis(1)));
  }

  private static Submission byId(List<Submission> requests, RequestId id) {
    return requests.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  private double counted(String name) {
    return meters.counter(name).count();
  }
}
