package dev.millrace.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.account.Plan;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Lane;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Terms;
import dev.millrace.request.Basis;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant FINISHED = CREATED.plusSeconds(60);
  private static final Retention RETENTION =
      new Retention(Duration.ofDays(180), Duration.ofMinutes(15));

  @Test
  void storedPayloadsGoSoLongAfterSubmit() {
    var request = request(true, Optional.of(FINISHED), Optional.empty());
    var end = CREATED.plus(Duration.ofDays(180));

    assertThat(RETENTION.goneSince(request, end.minusMillis(1))).isEmpty();
    assertThat(RETENTION.goneSince(request, end)).contains(end);
  }

  @Test
  void unstoredPayloadsGoSoLongAfterTheEnd() {
    var request = request(false, Optional.of(FINISHED), Optional.empty());
    var end = FINISHED.plus(Duration.ofMinutes(15));

    assertThat(RETENTION.goneSince(request, end.minusMillis(1))).isEmpty();
    assertThat(RETENTION.goneSince(request, end)).contains(end);
  }

  @Test
  void whatAPlanKeepsGoesSoLongAfterTheEnd() {
    var ofPlan = RETENTION.of(plan(Duration.ofDays(1)));
    var end = FINISHED.plus(Duration.ofDays(1));
    var request = request(true, Optional.of(FINISHED), Optional.empty());

    assertThat(ofPlan.goneSince(request, end.minusMillis(1))).isEmpty();
    assertThat(ofPlan.goneSince(request, end)).contains(end);
  }

  @Test
  void aPlanKeepsNothingBeyondTheTimeOfAll() {
    var ofPlan = RETENTION.of(plan(Duration.ofDays(365)));

    assertThat(
            ofPlan.goneSince(
                request(true, Optional.of(FINISHED), Optional.empty()),
                CREATED.plus(Duration.ofDays(180))))
        .contains(CREATED.plus(Duration.ofDays(180)));
    assertThat(
            ofPlan.goneSince(
                request(false, Optional.of(FINISHED), Optional.empty()),
                FINISHED.plus(Duration.ofMinutes(15))))
        .contains(FINISHED.plus(Duration.ofMinutes(15)));
  }

  @Test
  void payloadsThatWereDeletedAreGoneSinceThen() {
    var purged = FINISHED.plusSeconds(1);

    assertThat(
            RETENTION.goneSince(
                request(true, Optional.of(FINISHED), Optional.of(purged)), FINISHED))
        .contains(purged);
  }

  @Test
  void aRequestThatHasNotEndedKeepsItsInputWhateverItsAge() {
    var late = CREATED.plus(Duration.ofDays(1000));

    assertThat(RETENTION.goneSince(request(true, Optional.empty(), Optional.empty()), late))
        .isEmpty();
    assertThat(RETENTION.goneSince(request(false, Optional.empty(), Optional.empty()), late))
        .isEmpty();
  }

  @Test
  void timesThatCannotBeKeptAreRefusedByName() {
    var days = Duration.ofDays(180);
    assertThatThrownBy(() -> new Retention(days, Duration.ofMinutes(61)))
        .hasMessageContaining("millrace.retention.unstored");
    assertThatThrownBy(() -> new Retention(days, Duration.ZERO))
        .hasMessageContaining("millrace.retention.unstored");
    assertThatThrownBy(
            () ->
                new Retention(Duration.ofDays(13), Duration.ofMinutes(1))
                    .checkWaiting(Duration.ofDays(14)))
        .hasMessageContaining("millrace.kafka.dispatch-retention");
  }

  private static Plan plan(Duration kept) {
    return new Plan(
        "test",
        1,
        1,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Limits.NONE,
        Optional.of(kept));
  }

  private static RequestView request(
      boolean stored, Optional<Instant> finishedAt, Optional<Instant> purgedAt) {
    return new RequestView(
        RequestId.next(CREATED, new Random(1)),
        new AccountId(new UUID(0, 1)),
        ModelName.parse("local/echo").orElseThrow(),
        finishedAt.isPresent() ? RequestStatus.COMPLETED : RequestStatus.IN_QUEUE,
        2,
        1,
        Optional.of(new DispatchPosition(Lane.NORMAL, 0, 0)),
        Money.ZERO,
        Optional.empty(),
        CREATED,
        Optional.of(CREATED),
        finishedAt,
        Optional.empty(),
        Optional.empty(),
        Terms.of(Lane.NORMAL).stored(stored),
        purgedAt,
        Optional.empty(),
        Optional.empty(),
        Basis.PLATFORM);
  }
}
