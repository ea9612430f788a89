package dev.millrace.worker.dispatch;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Claim;
import dev.millrace.queue.InMemoryRequestQueue;
import dev.millrace.queue.Liveness;
import dev.millrace.queue.Recall;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.route.Stop;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import dev.millrace.worker.execute.ExecuteConfig;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeartTest {
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Duration CHECK = Duration.ofSeconds(1);

  private final WorkerId me = new WorkerId(new UUID(0, 1));
  private final WorkerId other = new WorkerId(new UUID(0, 2));
  private final HandClock clock = new HandClock();
  private final HandThread thread = new HandThread(clock);
  private final InMemoryRequestQueue queue = new InMemoryRequestQueue();
  private final BeatsOnPaper beats = new BeatsOnPaper();
  private final HeldExecutor executor = new HeldExecutor();
  private final RunningRequests running = new RunningRequests(executor);
  private final List<Recall> recalled = new ArrayList<>();
  private final Heart heart =
      new Heart(
          me,
          beats,
          queue,
          this::recall,
          running,
          thread,
          clock,
          Settings.of(
              ExecuteConfig.class,
              Map.of(
                  "millrace.execute.heartbeat-every", BEAT.toString(),
                  "millrace.execute.cancel-check-every", CHECK.toString())));

  @Test
  void theFirstBeatIsThereBeforeAnythingIsClaimed() {
    heart.start();

    assertThat(beats.at).containsExactly(clock.instant());
  }

  @Test
  void itBeatsOnAlsoAfterABeatThatWasNotWritten() {
    var begun = clock.instant();
    heart.start();

    beats.away = true;
    thread.pass(BEAT);
    beats.away = false;
    thread.pass(BEAT);

    assertThat(beats.at).containsExactly(begun, begun.plus(BEAT.multipliedBy(2)));
  }

  @Test
  void afterItsGoodByeItBeatsNoMore() {
    heart.start();

    heart.stop();
    thread.pass(BEAT.multipliedBy(10));

    assertThat(beats.at).hasSize(1);
    assertThat(beats.ended).containsExactly(me);
  }

  @Test
  void aWorkerThatCannotSayGoodByeEndsAllTheSame() {
    heart.start();
    beats.away = true;

    heart.stop();

    assertThat(beats.ended).isEmpty();
  }

  @Test
  void whatItsCallerWantsBackIsRecalledWithinOneCheck() {
    var wanted = running(admitted());
    running(admitted());
    heart.start();
    queue.askCancel(wanted.request());

    thread.pass(CHECK);

    assertThat(recalled).containsExactly(new Recall(wanted.id(), Recall.Reason.CANCELLED));
    assertThat(executor.askedToStop()).containsExactly(wanted.request());
  }

  @Test
  void aCheckThatGotNoAnswerIsRepeated() {
    var wanted = running(admitted());
    heart.start();
    queue.askCancel(wanted.request());

    queue.isAway();
    thread.pass(CHECK);
    assertThat(recalled).isEmpty();
    queue.isBack();
    thread.pass(CHECK);

    assertThat(recalled).hasSize(1);
  }

  /**
   * The worker stood still, another one took its request over, and then it woke up: its provider is
   * stopped, and what it still brings in changes nothing.
   */
  @Test
  void aStalledWorkerThatWakesUpIsFencedAndStopsWhatIsNoLongerItsOwn() {
    var account = queue.account("10");
    var request = aSubmission().of(account).holding("2").make();
    queue.admit(request);
    var stalled = running(request);
    var latest =
        queue
            .takeOver(other, List.of(request.id()), clock.instant(), clock.instant())
            .await()
            .indefinitely()
            .getFirst();
    heart.start();

    thread.pass(CHECK);
    var late = settle(stalled);
    var inTime = settle(latest);

    assertThat(recalled).containsExactly(new Recall(stalled.id(), Recall.Reason.LOST));
    assertThat(executor.askedToStop()).containsExactly(request.id());
    assertThat(late).isEqualTo(Settled.SUPERSEDED);
    assertThat(inTime.applied()).isTrue();
    assertThat(queue.purse(account)).isEqualTo(Purse.of("9.5", "0"));
    assertThat(queue.charges(account)).hasSize(1);
  }

  // ------------------------------------------------------------------------------------- helpers

  private void recall(List<Recall> recalls) {
    recalled.addAll(recalls);
    recalls.forEach(r -> running.stop(r.attempt(), Stop.because(r.reason())));
  }

  private Submission admitted() {
    var submission = aSubmission().of(queue.account("10")).make();
    queue.admit(submission);
    return submission;
  }

  private Claim running(Submission request) {
    var claim =
        queue.claim(me, List.of(request.id()), clock.instant()).await().indefinitely().getFirst();
    running.run(claim, ending -> {});
    return claim;
  }

  private Settled settle(Claim claim) {
    var complete =
        new Verdict.Complete(
            "{}", List.of(), Money.parse("0.5"), Usage.ofOutputs(0, Duration.ofMillis(1)));
    return queue
        .settle(List.of(new Verdict.Of(claim, "main", complete, clock.instant())))
        .await()
        .indefinitely()
        .getFirst();
  }

  /** Heartbeats, written down for a test to read. */
  private static final class BeatsOnPaper implements Liveness {
    private final List<Instant> at = new ArrayList<>();
    private final List<WorkerId> ended = new ArrayList<>();
    private boolean away;

    @Override
    public Uni<Void> beat(WorkerId worker, String host, Instant now) {
      return written(() -> at.add(now));
    }

    @Override
    public Uni<Void> end(WorkerId worker, Instant forgetBefore) {
      return written(() -> ended.add(worker));
    }

    private Uni<Void> written(Runnable write) {
      return away
          ? Uni.createFrom().failure(new IllegalStateException("the database is away"))
          : Uni.createFrom().voidItem().invoke(write);
    }
  }
}
