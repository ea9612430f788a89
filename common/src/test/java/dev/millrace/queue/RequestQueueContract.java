package dev.millrace.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Stage.Charge;
import dev.millrace.queue.Stage.LostAttempt;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.queue.Stage.Release;
import dev.millrace.request.Basis;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every RequestQueue promises. */
public abstract class RequestQueueContract {
  protected static final Duration SOON = Duration.ofSeconds(60);

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final Instant LONG_AGO = NOW.minusSeconds(60);
  private static final Instant SILENT_SINCE = NOW.minusSeconds(15);
  private static final Fault BROKEN = Fault.of(FaultCode.PROVIDER_BROKEN, "it broke");

  private final WorkerId ann = new WorkerId(UUID.randomUUID());
  private final WorkerId bob = new WorkerId(UUID.randomUUID());

  protected abstract RequestQueue queue();

  protected abstract Stage stage();

  // ------------------------------------------------------------------------------------- claims

  @Test
  void aClaimCarriesAllThatAnAttemptNeeds() {
    var account = stage().account("1");
    var submission =
        aSubmission().of(account).to("local/sleep", "{\"seconds\":1}").holding("0.25").make();
    stage().admit(submission);

    var claim = claimOne(ann, submission.id());

    assertThat(claim)
        .isEqualTo(
            new Claim(
                submission.id(),
                account,
                submission.model(),
                1,
                0,
                1,
                "{\"seconds\":1}",
                Money.parse("0.25"),
                submission.rateCard(),
                "test",
                NOW,
                new Claim.Origin(
                    submission.at(),
                    NOW,
                    Deadlines.NONE,
                    Optional.of(submission.key()),
                    Basis.PLATFORM,
                    true,
                    false,
                    false)));
  }

  @Test
  void twoWorkersNeverGetTheSameRequest() {
    var ids = admitted(200);

    var claims =
        await(
            Uni.join()
                .all(
                    IntStream.range(0, 8)
                        .mapToObj(i -> queue().claim(i % 2 == 0 ? ann : bob, shuffled(ids), NOW))
                        .toList())
                .andFailFast());

    assertThat(claims.stream().flatMap(List::stream).map(Claim::request))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void whatIsClaimedIsNotClaimedAgain() {
    var id = admitted();
    claimOne(ann, id);

    assertThat(claim(ann, id)).isEmpty();
    assertThat(claim(bob, id)).isEmpty();
  }

  @Test
  void aRequestThatWasNeverAdmittedIsNotClaimed() {
    var stranger = aSubmission().make().id();

    assertThat(claim(ann, stranger)).isEmpty();
  }

  @Test
  void anIdThatIsNamedTwiceIsClaimedOnce() {
    var id = admitted();

    assertThat(await(queue().claim(ann, List.of(id, id), NOW))).hasSize(1);
  }

  @Test
  void aRetryIsNotClaimedBeforeItIsDue() {
    var id = admitted();
    settle(claimOne(ann, id), new Verdict.Retry(NOW.plusSeconds(10), BROKEN));

    var early = await(queue().claim(bob, List.of(id), NOW.plusSeconds(10).minusMillis(1)));
    var due = await(queue().claim(bob, List.of(id), NOW.plusSeconds(10)));

    assertThat(early).isEmpty();
    assertThat(due).extracting(Claim::attempt).containsExactly(2);
  }

  @Test
  void attemptAndSequenceNumbersCountUp() {
    var id = admitted();

    for (int attempt = 1; attempt <= 3; attempt++) {
      var claim = claimOne(ann, id);
      assertThat(claim.attempt()).isEqualTo(attempt);
      assertThat(claim.sequence()).isEqualTo(2 * attempt - 1);
      assertThat(settle(claim, new Verdict.Retry(NOW, BROKEN)))
          .isEqualTo(new Settled(true, 2 * attempt));
    }
  }

  // ------------------------------------------------------------------------------------ verdicts

  @Test
  void aCompletionChargesOnceAndReleasesTheHold() {
    var account = stage().account("10");
    var id = admitted(account, "2");
    var claim = claimOne(ann, id);

    var settled = settle(claim, complete("0.5"));

    assertThat(settled).isEqualTo(new Settled(true, 2));
    assertThat(stage().purse(account)).isEqualTo(Purse.of("9.5", "0"));
    assertThat(stage().charges(account))
        .containsExactly(new Charge(id, Money.parse("0.5"), Submissions.rateCardOf("local/echo")));
    assertThat(stage().releases(account)).isEmpty();
    var state = stage().state(id);
    assertThat(state.status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(state.charged()).isEqualTo(Money.parse("0.5"));
    assertThat(state.output()).isEqualTo("{\"done\":true}");
  }

  @Test
  void aCompletionThatCostsNothingReleasesTheHoldWithoutACharge() {
    var account = stage().account("10");
    var id = admitted(account, "2");

    settle(claimOne(ann, id), complete("0"));

    assertThat(stage().purse(account)).isEqualTo(Purse.of("10", "0"));
    assertThat(stage().charges(account)).isEmpty();
    released(account, "2", "COMPLETED", id);
  }

  @Test
  void theSameVerdictASecondTimeChangesNothing() {
    var account = stage().account("10");
    var claim = claimOne(ann, admitted(account, "2"));
    settle(claim, complete("0.5"));

    var again = settle(claim, complete("0.5"));

    assertThat(again).isEqualTo(Settled.SUPERSEDED);
    assertThat(stage().purse(account)).isEqualTo(Purse.of("9.5", "0"));
    assertThat(stage().charges(account)).hasSize(1);
  }

  @Test
  void aHoldIsReleasedOnceWhateverComesAfterItsEnd() {
    var account = stage().account("10");
    var claim = claimOne(ann, admitted(account, "2"));
    settle(claim, new Verdict.Cancel());

    for (var verdict :
        List.of(new Verdict.Cancel(), new Verdict.Fail(BROKEN), complete("0.5"), complete("0"))) {
      assertThat(settle(claim, verdict)).isEqualTo(Settled.SUPERSEDED);
    }

    assertThat(stage().purse(account)).isEqualTo(Purse.of("10", "0"));
    assertThat(stage().charges(account)).isEmpty();
    released(account, "2", "CANCELLED", claim.request());
  }

  @Test
  void whatNothingWasHeldForLeavesNoEntryBehind() {
    var account = stage().account("10");

    settle(claimOne(ann, admitted(account, "0")), complete("0"));
    settle(claimOne(ann, admitted(account, "0")), new Verdict.Fail(BROKEN));

    assertThat(stage().charges(account)).isEmpty();
    assertThat(stage().releases(account)).isEmpty();
  }

  @Test
  void aSupersededAttemptChangesNeitherStateNorMoney() {
    var account = stage().account("10");
    var id = admitted(account, "2");
    var lost = claimOne(ann, id);
    var latest = takeOverOne(bob, id);

    for (var verdict :
        List.of(
            complete("0.5"),
            new Verdict.Fail(BROKEN),
            new Verdict.Cancel(),
            new Verdict.Retry(NOW, BROKEN),
            new Verdict.Postpone(NOW))) {
      assertThat(settle(lost, verdict)).isEqualTo(Settled.SUPERSEDED);
    }

    var state = stage().state(id);
    assertThat(state.status()).isEqualTo(RequestStatus.IN_PROGRESS);
    assertThat(state.attempt()).isEqualTo(latest.attempt());
    assertThat(state.sequence()).isEqualTo(latest.sequence());
    assertThat(state.output()).isEmpty();
    assertThat(stage().purse(account)).isEqualTo(Purse.of("10", "2"));
    assertThat(stage().charges(account)).isEmpty();
    assertThat(stage().releases(account)).isEmpty();
    assertThat(stage().files(id)).isEmpty();
    assertThat(stage().attempts(id)).hasSize(1);
  }

  /** A worker that took its own lost claim over may run both, and settle both in one batch. */
  @Test
  void ofASupersededAndTheLatestVerdictInOneBatchOnlyTheLatestIsApplied() {
    var account = stage().account("10");
    var id = admitted(account, "2");
    var lost = claimOne(ann, id);
    var latest = takeOverOne(ann, id);

    var settled = settle(of(lost, complete("0.7")), of(latest, complete("0.5")));

    assertThat(settled).containsExactly(Settled.SUPERSEDED, new Settled(true, 3));
    assertThat(stage().purse(account)).isEqualTo(Purse.of("9.5", "0"));
  }

  @Test
  void ofASupersededRetryAndTheLatestCompletionInOneBatchOnlyTheLatestIsApplied() {
    var id = admitted();
    var lost = claimOne(ann, id);
    var latest = takeOverOne(ann, id);

    var settled = settle(of(latest, complete("0")), of(lost, new Verdict.Retry(NOW, BROKEN)));

    assertThat(settled).containsExactly(new Settled(true, 3), Settled.SUPERSEDED);
    assertThat(stage().state(id).status()).isEqualTo(RequestStatus.COMPLETED);
  }

  @Test
  void aFailureReleasesTheHoldWithoutACharge() {
    var account = stage().account("10");
    var id = admitted(account, "2");

    var settled = settle(claimOne(ann, id), new Verdict.Fail(BROKEN));

    assertThat(settled).isEqualTo(new Settled(true, 2));
    assertThat(stage().purse(account)).isEqualTo(Purse.of("10", "0"));
    assertThat(stage().charges(account)).isEmpty();
    released(account, "2", "PROVIDER_BROKEN", id);
    assertThat(stage().state(id).status()).isEqualTo(RequestStatus.FAILED);
    assertThat(stage().state(id).fault()).isEqualTo("PROVIDER_BROKEN: it broke");
    assertThat(stage().attempts(id)).containsExactly(new LostAttempt(1, ann, "PROVIDER_BROKEN"));
  }

  @Test
  void aCancelReleasesTheHoldWithoutACharge() {
    var account = stage().account("10");
    var id = admitted(account, "2");

    var settled = settle(claimOne(ann, id), new Verdict.Cancel());

    assertThat(settled).isEqualTo(new Settled(true, 2));
    assertThat(stage().purse(account)).isEqualTo(Purse.of("10", "0"));
    assertThat(stage().charges(account)).isEmpty();
    released(account, "2", "CANCELLED", id);
    assertThat(stage().state(id).status()).isEqualTo(RequestStatus.CANCELLED);
    assertThat(stage().attempts(id)).isEmpty();
  }

  @Test
  void aRetryKeepsTheHoldAndTheLostAttempt() {
    var account = stage().account("10");
    var id = admitted(account, "2");

    settle(claimOne(ann, id), new Verdict.Retry(NOW, BROKEN));

    assertThat(stage().purse(account)).isEqualTo(Purse.of("10", "2"));
    assertThat(stage().releases(account)).isEmpty();
    assertThat(stage().state(id).status()).isEqualTo(RequestStatus.IN_QUEUE);
    assertThat(stage().attempts(id)).containsExactly(new LostAttempt(1, ann, "PROVIDER_BROKEN"));
  }

  @Test
  void aPostponementCountsAsADeferralAndNotAsALostAttempt() {
    var id = admitted();

    settle(claimOne(ann, id), new Verdict.Postpone(NOW));
    var next = claimOne(bob, id);

    assertThat(next.attempt()).isEqualTo(2);
    assertThat(next.deferrals()).isEqualTo(1);
    assertThat(stage().attempts(id)).isEmpty();
  }

  @Test
  void theFilesOfAnOutputAreKeptWithIt() {
    var id = admitted();
    var file = new StoredFile(UUID.randomUUID(), "outputs/" + id, "image-0.png", "image/png", 42);

    settle(claimOne(ann, id), making(file));

    assertThat(stage().files(id)).containsExactly(file);
  }

  @Test
  void ofASupersededAndTheLatestAttemptInOneBatchOnlyTheLatestLeavesFiles() {
    var id = admitted();
    var lost = claimOne(ann, id);
    var latest = takeOverOne(ann, id);
    var kept = new StoredFile(UUID.randomUUID(), "outputs/2", "image-0.png", "image/png", 42);
    var stray = new StoredFile(UUID.randomUUID(), "outputs/1", "image-0.png", "image/png", 41);

    settle(of(lost, making(stray)), of(latest, making(kept)));

    assertThat(stage().files(id)).containsExactly(kept);
  }

  private static Verdict making(StoredFile file) {
    return new Verdict.Complete(
        "{}", List.of(file), Money.ZERO, Usage.ofOutputs(0, Duration.ofMillis(5)));
  }

  @Test
  void aFaultWithANulInItsMessageIsKept() {
    var id = admitted();

    settle(claimOne(ann, id), new Verdict.Fail(Fault.of(FaultCode.PROVIDER_BROKEN, "a\0b")));

    assertThat(stage().state(id).fault()).isEqualTo("PROVIDER_BROKEN: a b");
  }

  @Test
  void oneBatchSettlesAllKindsOfVerdictsOfSeveralAccounts() {
    var first = stage().account("10");
    var second = stage().account("10");
    var completed = admitted(first, "1");
    var failed = admitted(second, "1");
    var cancelled = admitted(first, "1");
    var retried = admitted(second, "1");
    var postponed = admitted(first, "1");
    var superseded = admitted(second, "1");
    var alsoCompleted = admitted(second, "1");
    var lost = claimOne(ann, superseded);
    takeOverOne(bob, superseded);

    var settled =
        settle(
            of(claimOne(ann, postponed), new Verdict.Postpone(NOW)),
            of(claimOne(ann, completed), complete("0.25")),
            of(claimOne(ann, failed), new Verdict.Fail(BROKEN)),
            of(lost, complete("1")),
            of(claimOne(ann, cancelled), new Verdict.Cancel()),
            of(claimOne(ann, retried), new Verdict.Retry(NOW, BROKEN)),
            of(claimOne(ann, alsoCompleted), complete("0.75")));

    assertThat(settled)
        .extracting(Settled::applied)
        .containsExactly(true, true, true, false, true, true, true);
    assertThat(stage().purse(first)).isEqualTo(Purse.of("9.75", "1"));
    assertThat(stage().purse(second)).isEqualTo(Purse.of("9.25", "2"));
    assertThat(stage().state(completed).status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(stage().state(failed).status()).isEqualTo(RequestStatus.FAILED);
    assertThat(stage().state(cancelled).status()).isEqualTo(RequestStatus.CANCELLED);
    assertThat(stage().state(retried).status()).isEqualTo(RequestStatus.IN_QUEUE);
    assertThat(stage().state(postponed).status()).isEqualTo(RequestStatus.IN_QUEUE);
  }

  @Test
  void settlementsThatNameAccountsInOppositeOrdersDoNotWaitForEachOtherForEver() {
    int rounds = 40;
    var first = stage().account("100");
    var second = stage().account("100");
    var verdicts = new ArrayList<List<Verdict.Of>>();
    for (int round = 0; round < rounds; round++) {
      var one = of(claimOne(ann, admitted(first, "1")), complete("1"));
      var other = of(claimOne(ann, admitted(second, "1")), complete("1"));
      verdicts.add(round % 2 == 0 ? List.of(one, other) : List.of(other, one));
    }

    var settled =
        await(Uni.join().all(verdicts.stream().map(queue()::settle).toList()).andFailFast());

    assertThat(settled.stream().flatMap(List::stream)).allMatch(Settled::applied);
    assertThat(stage().purse(first)).isEqualTo(Purse.of("60", "0"));
    assertThat(stage().purse(second)).isEqualTo(Purse.of("60", "0"));
  }

  // ----------------------------------------------------------------------------------- take over

  @Test
  void aLivingWorkersRequestIsLeftToIt() {
    var id = admitted();
    stage().beat(ann, NOW);
    claimOne(ann, id);

    assertThat(takeOver(bob, id)).isEmpty();
  }

  @Test
  void aSilentWorkersRequestIsTakenOverUnderTheNextAttemptNumber() {
    var id = admitted();
    stage().beat(ann, LONG_AGO);
    claimOne(ann, id);

    var claim = takeOverOne(bob, id);

    assertThat(claim.attempt()).isEqualTo(2);
    assertThat(claim.sequence()).isEqualTo(2);
    assertThat(stage().attempts(id)).containsExactly(new LostAttempt(1, ann, "WORKER_LOST"));
  }

  @Test
  void aWorkerWithoutAHeartbeatCountsAsSilent() {
    var id = admitted();
    claimOne(ann, id);

    assertThat(takeOver(bob, id)).hasSize(1);
  }

  @Test
  void aWorkerTakesItsOwnRequestOverAlthoughItLives() {
    var id = admitted();
    stage().beat(ann, NOW);
    claimOne(ann, id);

    assertThat(takeOver(ann, id)).extracting(Claim::attempt).containsExactly(2);
  }

  @Test
  void whatWaitsOrHasEndedIsNotTakenOver() {
    var waiting = admitted();
    var ended = admitted();
    settle(claimOne(ann, ended), new Verdict.Cancel());

    assertThat(takeOver(bob, waiting)).isEmpty();
    assertThat(takeOver(bob, ended)).isEmpty();
  }

  @Test
  void twoWorkersNeverTakeTheSameRequestOver() {
    var ids = admitted(100);
    await(queue().claim(ann, ids, NOW));
    var others = IntStream.range(0, 6).mapToObj(i -> new WorkerId(UUID.randomUUID())).toList();
    others.forEach(worker -> stage().beat(worker, NOW));

    var claims =
        await(
            Uni.join()
                .all(
                    others.stream()
                        .map(w -> queue().takeOver(w, shuffled(ids), SILENT_SINCE, NOW))
                        .toList())
                .andFailFast());

    assertThat(claims.stream().flatMap(List::stream).map(Claim::request))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  // ------------------------------------------------------------------------------------ standing

  @Test
  void aRequestThatWaitsSaysSinceNobodyRunsIt() {
    var id = admitted();

    var standing = standing(id).orElseThrow();
    assertThat(standing.status()).isEqualTo(RequestStatus.IN_QUEUE);
    assertThat(standing.transition().sequence()).isZero();
    assertThat(standing.transition().attempt()).isZero();
    assertThat(standing.worker()).isEmpty();
    assertThat(standing.workerAlive()).isFalse();
  }

  @Test
  void aRetrySaysWhenItIsDue() {
    var id = admitted();
    settle(claimOne(ann, id), new Verdict.Retry(NOW.plusSeconds(3), BROKEN));

    assertThat(standing(id).orElseThrow().notBefore()).contains(NOW.plusSeconds(3));
  }

  @Test
  void aRunningRequestSaysWhoRunsItAndWhetherThatOneLives() {
    var alive = admitted();
    var lost = admitted();
    stage().beat(ann, NOW);
    stage().beat(bob, LONG_AGO);
    var claim = claimOne(ann, alive);
    claimOne(bob, lost);

    var running = standing(alive).orElseThrow();
    assertThat(running.transition()).isEqualTo(claim.started());
    assertThat(running.worker()).contains(ann);
    assertThat(running.workerAlive()).isTrue();
    assertThat(standing(lost).orElseThrow().workerAlive()).isFalse();
  }

  @Test
  void aHeartbeatAtTheVeryBoundStillCounts() {
    var id = admitted();
    stage().beat(ann, SILENT_SINCE);
    claimOne(ann, id);

    assertThat(standing(id).orElseThrow().workerAlive()).isTrue();
    assertThat(takeOver(bob, id)).isEmpty();
  }

  @Test
  void aTerminalRequestSaysHowItEndedAndByWhichTransition() {
    var id = admitted();
    var claim = claimOne(ann, id);
    var settled = settle(claim, new Verdict.Cancel());

    assertThat(standing(id).orElseThrow().transition())
        .isEqualTo(
            claim.settled(
                settled,
                RequestStatus.CANCELLED,
                NOW.plusMillis(5),
                Optional.of(RequestEvent.Ended.CANCELLED)));
  }

  @Test
  void whatWasNeverAdmittedHasNoStanding() {
    assertThat(standing(aSubmission().make().id())).isEmpty();
  }

  // ------------------------------------------------------------------------------------- cancels

  @Test
  void aWorkerLearnsWhichOfItsRequestsAreWantedBack() {
    var wanted = claimOne(ann, admitted());
    var other = claimOne(ann, admitted());
    stage().askCancel(wanted.request());

    assertThat(recalls(ann, wanted, other))
        .containsExactly(new Recall(wanted.id(), Recall.Reason.CANCELLED));
  }

  @Test
  void aWorkerLearnsWhichOfItsRequestsAreNoLongerItsOwn() {
    var kept = claimOne(ann, admitted());
    var taken = claimOne(ann, admitted());
    var ended = claimOne(ann, admitted());
    var waiting = claimOne(ann, admitted());
    takeOverOne(bob, taken.request());
    settle(ended, complete("0"));
    settle(waiting, new Verdict.Retry(NOW, BROKEN));

    assertThat(recalls(ann, kept, taken, ended, waiting))
        .containsExactlyInAnyOrder(lost(taken), lost(ended), lost(waiting));
    assertThat(recalls(bob, kept)).containsExactly(lost(kept));
  }

  /** It goes by the attempt: what it runs by now is its own, what it ran before is not. */
  @Test
  void anEarlierAttemptOfARequestThatTheWorkerRunsAgainIsLost() {
    var id = admitted();
    var earlier = claimOne(ann, id);
    settle(earlier, new Verdict.Retry(NOW, BROKEN));
    var latest = claimOne(ann, id);

    assertThat(recalls(ann, earlier, latest)).containsExactly(lost(earlier));
  }

  @Test
  void theWishOutlivesATakeOverAndTheNewClaimSaysSo() {
    var id = admitted();
    var lost = claimOne(ann, id);
    stage().askCancel(id);

    var taken = takeOverOne(bob, id);

    assertThat(lost.origin().cancelAsked()).isFalse();
    assertThat(taken.origin().cancelAsked()).isTrue();
    assertThat(recalls(bob, taken))
        .containsExactly(new Recall(taken.id(), Recall.Reason.CANCELLED));
  }

  @Test
  void aRequestThatIsWantedBackIsCancelledInsteadOfRunningAgain() {
    var account = stage().account("10");
    var retried = claimOne(ann, admitted(account, "2"));
    var postponed = claimOne(ann, admitted(account, "3"));
    var other = claimOne(ann, admitted(account, "1"));
    stage().askCancel(retried.request());
    stage().askCancel(postponed.request());

    var settled =
        settle(
            of(retried, new Verdict.Retry(NOW, BROKEN)),
            of(postponed, new Verdict.Postpone(NOW)),
            of(other, new Verdict.Retry(NOW, BROKEN)));

    assertThat(settled)
        .containsExactly(
            new Settled(true, 2).instead(new Verdict.Cancel()),
            new Settled(true, 2).instead(new Verdict.Cancel()),
            new Settled(true, 2));
    assertThat(stage().state(retried.request()).status()).isEqualTo(RequestStatus.CANCELLED);
    assertThat(stage().state(postponed.request()).status()).isEqualTo(RequestStatus.CANCELLED);
    assertThat(stage().purse(account)).isEqualTo(Purse.of("10", "1"));
    assertThat(stage().releases(account))
        .containsExactlyInAnyOrder(
            new Release(retried.request(), Money.parse("2"), "CANCELLED"),
            new Release(postponed.request(), Money.parse("3"), "CANCELLED"));
    assertThat(claim(bob, retried.request())).isEmpty();
    assertThat(claim(bob, other.request())).hasSize(1);
  }

  // ------------------------------------------------------------------------------------- helpers

  protected static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  private void released(AccountId account, String hold, String reason, RequestId request) {
    assertThat(stage().releases(account))
        .containsExactly(new Release(request, Money.parse(hold), reason));
  }

  protected final RequestId admitted() {
    return admitted(stage().account("10"), "1");
  }

  protected final RequestId admitted(AccountId account, String hold) {
    var submission = aSubmission().of(account).holding(hold).make();
    stage().admit(submission);
    return submission.id();
  }

  private List<RequestId> admitted(int many) {
    var account = stage().account("1000");
    return IntStream.range(0, many).mapToObj(i -> admitted(account, "1")).toList();
  }

  private List<Claim> claim(WorkerId worker, RequestId id) {
    return await(queue().claim(worker, List.of(id), NOW));
  }

  protected final Claim claimOne(WorkerId worker, RequestId id) {
    return claim(worker, id).getFirst();
  }

  private List<Claim> takeOver(WorkerId worker, RequestId id) {
    return await(queue().takeOver(worker, List.of(id), SILENT_SINCE, NOW));
  }

  private Claim takeOverOne(WorkerId worker, RequestId id) {
    return takeOver(worker, id).getFirst();
  }

  private Optional<Standing> standing(RequestId id) {
    return await(queue().standingOf(List.of(id), SILENT_SINCE)).stream().findFirst();
  }

  private List<Recall> recalls(WorkerId worker, Claim... running) {
    return await(queue().recalls(worker, Stream.of(running).map(Claim::id).toList()));
  }

  private static Recall lost(Claim claim) {
    return new Recall(claim.id(), Recall.Reason.LOST);
  }

  private Settled settle(Claim claim, Verdict verdict) {
    return settle(of(claim, verdict)).getFirst();
  }

  private List<Settled> settle(Verdict.Of... verdicts) {
    return await(queue().settle(List.of(verdicts)));
  }

  private static Verdict.Of of(Claim claim, Verdict verdict) {
    return new Verdict.Of(claim, "main", verdict, NOW.plusMillis(5));
  }

  private static Verdict complete(String charge) {
    return new Verdict.Complete(
        "{\"done\":true}",
        List.of(),
        Money.parse(charge),
        Usage.ofOutputs(0, Duration.ofMillis(3)));
  }

  private static List<RequestId> shuffled(List<RequestId> ids) {
    var mixed = new ArrayList<>(ids);
    Collections.shuffle(mixed, new Random());
    return mixed;
  }
}
