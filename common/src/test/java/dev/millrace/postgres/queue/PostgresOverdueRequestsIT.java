package dev.millrace.postgres.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.queue.Claim;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.queue.Stage.Release;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests that wait past their deadlines. */
class PostgresOverdueRequestsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Database DATABASE = Database.shared();
  private static final SettlementConfig CONFIG =
      Settings.of(
          SettlementConfig.class, Map.of("millrace.settlement.transaction-timeout", "PT30S"));

  private final PostgresOverdueRequests overdue =
      new PostgresOverdueRequests(DATABASE.pool(), CONFIG);
  private final RequestQueue queue = new PostgresRequestQueue(DATABASE.pool(), CONFIG);
  private final PostgresStage stage = new PostgresStage(DATABASE);
  private final WorkerId ann = new WorkerId(UUID.randomUUID());
  private final AccountId account = stage.account("1000");
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Test
  void aRequestThatStillWaitsAtItsStartDeadlineFailsAndItsHoldIsReleased() {
    var late = admitted();
    Deadline.setStart(DATABASE, late, now.minusMillis(250));

    var transitions = end();

    assertThat(transitions)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.sequence()).isEqualTo(1);
              assertThat(event.status()).isEqualTo(RequestStatus.FAILED);
              assertThat(event.at()).isEqualTo(now);
              var fault = event.ended().orElseThrow().fault().orElseThrow();
              assertThat(fault.code()).isEqualTo(FaultCode.DEADLINE_EXCEEDED);
              assertThat(fault.message()).contains("start by", "250 ms later");
            });
    assertThat(stage.state(late).status()).isEqualTo(RequestStatus.FAILED);
    assertThat(stage.state(late).fault()).startsWith("DEADLINE_EXCEEDED: ");
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1000", "0"));
    assertThat(stage.releases(account))
        .containsExactly(new Release(late, Money.parse("1"), "DEADLINE_EXCEEDED"));
    Books.agree(DATABASE, account);
    assertThat(claim(late)).isEmpty();
    assertThat(deadlinesOf(late)).isZero();
  }

  @Test
  void whatIsStillInTimeWaitsOn() {
    var early = admitted();
    Deadline.set(DATABASE, early, now.plusMillis(1));

    assertThat(end()).isEmpty();

    assertThat(stage.state(early).status()).isEqualTo(RequestStatus.IN_QUEUE);
    assertThat(deadlinesOf(early)).isEqualTo(1);
  }

  @Test
  void aRunningRequestIsLeftToItsWorker() {
    var running = admitted();
    Deadline.setStart(DATABASE, running, now);
    Deadline.set(DATABASE, running, now.plusMillis(1));
    claim(running);

    assertThat(end(now.plusSeconds(1))).isEmpty();

    assertThat(stage.state(running).status()).isEqualTo(RequestStatus.IN_PROGRESS);
    assertThat(deadlinesOf(running)).isZero();
  }

  /** Its first attempt began in time; that it waits again is no late start. */
  @Test
  void aRetryMayWaitPastTheStartDeadlineButNotPastTheEnd() {
    var retried = admitted();
    Deadline.setStart(DATABASE, retried, now);
    Deadline.set(DATABASE, retried, now.plusSeconds(10));
    var claim = claim(retried).getFirst();
    settle(claim, new Verdict.Retry(now, Fault.of(FaultCode.PROVIDER_BROKEN, "it broke")));

    assertThat(end(now.plusSeconds(5))).isEmpty();
    assertThat(end(now.plusSeconds(10)))
        .extracting(RequestEvent::sequence, RequestEvent::status, RequestEvent::attempt)
        .containsExactly(tuple(2, RequestStatus.IN_QUEUE, 1), tuple(3, RequestStatus.FAILED, 1));
  }

  @Test
  void aRequestPastBothDeadlinesEndsOnce() {
    var late = admitted();
    Deadline.setStart(DATABASE, late, now.minusSeconds(2));
    Deadline.set(DATABASE, late, now.minusSeconds(1));

    assertThat(end()).hasSize(1);
    assertThat(end()).isEmpty();
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1000", "0"));
  }

  @Test
  void severalWorkersShareTheWorkAndEndEachRequestOnce() {
    var late = IntStream.range(0, 200).mapToObj(i -> admitted()).toList();
    late.forEach(id -> Deadline.set(DATABASE, id, now.minusSeconds(1)));

    var rounds =
        Uni.join()
            .all(IntStream.range(0, 12).mapToObj(i -> overdue.end(now, 40)).toList())
            .andFailFast()
            .await()
            .atMost(SOON);
    var ended =
        rounds.stream()
            .flatMap(round -> mine(round.transitions()).stream())
            .map(RequestEvent::request)
            .toList();

    assertThat(ended).doesNotHaveDuplicates();
    var rest = end().stream().map(RequestEvent::request).toList();
    assertThat(Stream.of(ended, rest).flatMap(Collection::stream))
        .containsExactlyInAnyOrderElementsOf(late);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1000", "0"));
  }

  // ------------------------------------------------------------------------------------- helpers

  private RequestId admitted() {
    var submission = aSubmission().of(account).holding("1").make();
    stage.admit(submission);
    return submission.id();
  }

  private List<RequestEvent> end() {
    return end(now);
  }

  private List<RequestEvent> end(Instant at) {
    return mine(overdue.end(at, 10_000).await().atMost(SOON).transitions());
  }

  /** Other tests share the tables. */
  private List<RequestEvent> mine(List<RequestEvent> transitions) {
    return transitions.stream().filter(event -> event.account().equals(account)).toList();
  }

  private List<Claim> claim(RequestId id) {
    return queue.claim(ann, List.of(id), now).await().atMost(SOON);
  }

  private void settle(Claim claim, Verdict verdict) {
    queue.settle(List.of(new Verdict.Of(claim, "main", verdict, now))).await().atMost(SOON);
  }

  private static long deadlinesOf(RequestId id) {
    return DATABASE.run("select 1 from request_deadline where request_id = $1", id.value()).size();
  }
}
