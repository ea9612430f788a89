package dev.millrace.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.model.ModelName;
import dev.millrace.queue.Standing;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.worker.dispatch.Patience.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatienceTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration ORPHAN_AFTER = Duration.ofSeconds(15);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final WorkerId ME = new WorkerId(new UUID(0, 1));
  private static final WorkerId OTHER = new WorkerId(new UUID(0, 2));

  private final Patience patience = new Patience(ME, ORPHAN_AFTER, LOOK_AGAIN);

  @Test
  void aRecordWithoutARowIsNotDroppedBeforeTheBound() {
    assertThat(missing(ORPHAN_AFTER.minusNanos(1), 1_000)).isInstanceOf(Next.LookAgain.class);
  }

  @Test
  void aRecordWithoutARowIsDroppedAtTheBound() {
    assertThat(missing(ORPHAN_AFTER, 0)).isEqualTo(new Next.DropOrphan());
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 4", "2, 8", "7, 256", "8, 512", "9, 512", "1000000, 512"})
  void aRecordWithoutARowIsLookedForSoonAtFirstAndThenMoreRarely(int looks, long millis) {
    assertThat(missing(Duration.ZERO, looks))
        .isEqualTo(new Next.LookAgain(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @EnumSource(
      value = RequestStatus.class,
      names = {"COMPLETED", "FAILED", "CANCELLED"})
  void aTerminalRequestIsAnnouncedAgainHoweverOldTheRecord(RequestStatus status) {
    var standing = standing(status, Optional.empty(), Optional.empty(), false);

    assertThat(existing(standing, false, NOW.minus(ORPHAN_AFTER)))
        .isEqualTo(new Next.AnnounceAgain(standing));
  }

  @Test
  void aRetryIsLookedAtWhenItIsDue() {
    var due = Optional.of(NOW.plusSeconds(40));

    assertThat(existing(standing(RequestStatus.IN_QUEUE, due, Optional.empty(), false)))
        .isEqualTo(new Next.LookAgain(Duration.ofSeconds(40)));
  }

  @Test
  void aDueRequestThatSomebodyHadLockedIsLookedAtInAMoment() {
    for (var due : new Instant[] {null, NOW, NOW.minusSeconds(1)}) {
      var standing =
          standing(RequestStatus.IN_QUEUE, Optional.ofNullable(due), Optional.empty(), false);
      assertThat(existing(standing)).isEqualTo(new Next.LookAgain(Duration.ofMillis(20)));
    }
  }

  @Test
  void aQueuedRequestIsNeverDroppedAsAnOrphan() {
    var standing = standing(RequestStatus.IN_QUEUE, Optional.empty(), Optional.empty(), false);

    assertThat(existing(standing, false, NOW.minus(ORPHAN_AFTER.multipliedBy(10))))
        .isInstanceOf(Next.LookAgain.class);
  }

  @Test
  void aLivingWorkersRequestIsLeftToIt() {
    assertThat(existing(running(OTHER, true))).isEqualTo(new Next.LookAgain(LOOK_AGAIN));
  }

  @Test
  void aSilentWorkersRequestIsTakenOver() {
    assertThat(existing(running(OTHER, false))).isEqualTo(new Next.TakeOver());
  }

  @Test
  void whatRunsHereIsLeftToRunEvenIfMyHeartbeatIsLate() {
    assertThat(existing(running(ME, false), true, NOW)).isEqualTo(new Next.LookAgain(LOOK_AGAIN));
  }

  /** The claim was committed, but its answer was lost. */
  @Test
  void whatIsMineByTheRowButDoesNotRunHereIsTakenOver() {
    assertThat(existing(running(ME, true), false, NOW)).isEqualTo(new Next.TakeOver());
  }

  /** This worker still runs an attempt that another one has taken over. */
  @Test
  void whatRunsHereButIsAnothersByTheRowIsThatOnes() {
    assertThat(existing(running(OTHER, true), true, NOW)).isEqualTo(new Next.LookAgain(LOOK_AGAIN));
  }

  private Next missing(Duration waited, int looks) {
    return patience.next(Optional.empty(), NOW.minus(waited), looks, false, NOW);
  }

  private Next existing(Standing standing) {
    return existing(standing, false, NOW);
  }

  private Next existing(Standing standing, boolean runsHere, Instant firstSeen) {
    return patience.next(Optional.of(standing), firstSeen, 3, runsHere, NOW);
  }

  private static Standing running(WorkerId worker, boolean alive) {
    return standing(RequestStatus.IN_PROGRESS, Optional.empty(), Optional.of(worker), alive);
  }

  private static Standing standing(
      RequestStatus status, Optional<Instant> notBefore, Optional<WorkerId> worker, boolean alive) {
    return new Standing(transition(status), notBefore, worker, alive);
  }

  private static RequestEvent transition(RequestStatus status) {
    return new RequestEvent(
        new RequestId(new UUID(1, 1)),
        new AccountId(new UUID(2, 2)),
        ModelName.parse("local/echo").orElseThrow(),
        1,
        status,
        1,
        NOW,
        NOW,
        Optional.of(NOW),
        status.isTerminal() ? Optional.of(RequestEvent.Ended.CANCELLED) : Optional.empty(),
        false);
  }
}
