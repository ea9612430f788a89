package dev.millrace.replay;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Frame;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.queue.Claim;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Stage;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every Replay promises. */
public abstract class ReplayContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MANY = 1000;

  private final WorkerId ann = new WorkerId(UUID.randomUUID());
  private final WorkerId bob = new WorkerId(UUID.randomUUID());

  protected abstract Replay replay();

  protected abstract RequestQueue queue();

  protected abstract Stage stage();

  @Test
  void whatIsKeptIsHeardInItsOrderFromAnyPlaceOn() {
    var claim = claimed();
    append(claim, 2, 3);
    append(claim, 5, 2);

    for (int next = 0; next <= 8; next++) {
      int from = Math.max(next, 2);
      assertThat(heard(claim.request(), next))
          .as("from %d on", next)
          .isEqualTo(new Heard(frames(from, Math.max(0, 7 - from)), false));
    }
  }

  @Test
  void textIsHeardAsItWasKept() {
    var claim = claimed();
    var odd = new Frame("response.odd", "{\"a\":\"\\u0000 \uD83D\uDE00 ' \\\" é\"}");

    assertThat(now(replay().append(List.of(new Portion(claim.id(), 0, List.of(odd))))))
        .containsExactly(true);

    assertThat(heard(claim.request(), 0).events()).containsExactly(odd);
  }

  @Test
  void eachFollowerHearsWhatItHasNotHeard() {
    var first = claimed();
    var second = claimed();
    var silent = claimed();
    append(first, 0, 3);
    append(second, 0, 2);

    var heard =
        now(
            replay()
                .since(
                    List.of(
                        new Place(second.request(), 1),
                        new Place(first.request(), 0),
                        new Place(silent.request(), 0),
                        new Place(first.request(), 2)),
                    MANY));

    assertThat(heard)
        .extracting(Heard::events)
        .containsExactly(frames(1, 1), frames(0, 3), List.of(), frames(2, 1));
  }

  @Test
  void nobodyHearsMoreAtOnceThanTheBoundAndTheRestFollows() {
    var claim = claimed();
    append(claim, 0, 10);
    var place = List.of(new Place(claim.request(), 1));

    assertThat(now(replay().since(place, 4))).containsExactly(new Heard(frames(1, 4), false));
  }

  @Test
  void theEndOfARequestIsHeardWithTheLastOfItsEvents() {
    var claim = claimed();
    append(claim, 0, 2);
    fail(claim);

    assertThat(heard(claim.request(), 0)).isEqualTo(new Heard(frames(0, 2), true));
    assertThat(heard(claim.request(), 2)).isEqualTo(new Heard(List.of(), true));
  }

  @Test
  void manyRequestsKeepTheirEventsInOneBatch() {
    var claims = IntStream.range(0, 50).mapToObj(i -> claimed()).toList();

    var kept =
        now(
            replay()
                .append(
                    claims.stream()
                        .map(claim -> new Portion(claim.id(), 0, frames(0, 3)))
                        .toList()));

    assertThat(kept).hasSize(50).containsOnly(true);
    assertThat(claims)
        .allSatisfy(claim -> assertThat(heard(claim.request(), 0).events()).hasSize(3));
  }

  @Test
  void anAttemptThatWasTakenOverKeepsNothingAndHarmsNobodyInItsBatch() {
    var lost = claimed();
    var other = claimed();
    takeOver(lost);

    var kept =
        now(
            replay()
                .append(
                    List.of(
                        new Portion(lost.id(), 0, frames(0, 1)),
                        new Portion(other.id(), 0, frames(0, 1)))));

    assertThat(kept).containsExactly(false, true);
    assertThat(heard(lost.request(), 0).events()).isEmpty();
    assertThat(heard(other.request(), 0).events()).hasSize(1);
  }

  @Test
  void nothingIsKeptOfARequestThatHasEnded() {
    var claim = claimed();
    fail(claim);

    assertThat(now(replay().append(List.of(new Portion(claim.id(), 0, frames(0, 1))))))
        .containsExactly(false);
    assertThat(heard(claim.request(), 0).events()).isEmpty();
  }

  @Test
  void aPortionWhoseAnswerWasLostMayBeKeptAgain() {
    var claim = claimed();

    append(claim, 0, 2);
    append(claim, 0, 2);

    assertThat(heard(claim.request(), 0).events()).isEqualTo(frames(0, 2));
  }

  @Test
  void whoeverTakesARequestOverKnowsWhetherItHasBegun() {
    var silent = claimed();
    var begun = claimed();
    append(begun, 0, 1);
    takeOver(silent);
    takeOver(begun);

    assertThat(now(replay().isBegun(silent.request()))).isFalse();
    assertThat(now(replay().isBegun(begun.request()))).isTrue();
  }

  private Claim claimed() {
    var submission = aSubmission().of(stage().account("1")).make();
    stage().admit(submission);
    return now(queue().claim(ann, List.of(submission.id()), Instant.now())).getFirst();
  }

  private void takeOver(Claim claim) {
    var later = Instant.now().plusSeconds(60);
    assertThat(now(queue().takeOver(bob, List.of(claim.request()), later, later))).hasSize(1);
  }

  private void fail(Claim claim) {
    var verdict = new Verdict.Fail(Fault.of(FaultCode.PROVIDER_BROKEN, "it broke"));
    assertThat(
            now(queue().settle(List.of(new Verdict.Of(claim, "test", verdict, claim.claimedAt())))))
        .allMatch(settled -> settled.applied());
  }

  private void append(Claim claim, int first, int count) {
    assertThat(now(replay().append(List.of(new Portion(claim.id(), first, frames(first, count))))))
        .containsExactly(true);
  }

  private static List<Frame> frames(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> new Frame("event." + i, "{\"sequence_number\":%d}".formatted(i)))
        .toList();
  }

  private Heard heard(RequestId request, int next) {
    return now(replay().since(List.of(new Place(request, next)), MANY)).getFirst();
  }

  protected static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
