package dev.millrace.postgres.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Recall;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Requests.CancelResult;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A cancel against everything that may come at the same moment: the database decides, once. */
class PostgresCancelIT {
  private static final int ROUNDS = 15;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Database DATABASE = Database.shared();
  private static final SettlementConfig CONFIG =
      Settings.of(
          SettlementConfig.class, Map.of("millrace.settlement.transaction-timeout", "PT30S"));
  private static final Fault BROKEN = Fault.of(FaultCode.PROVIDER_BROKEN, "it broke");

  private final Requests oneApi = new PostgresRequests(DATABASE.pool(), CONFIG);
  private final Requests otherApi = new PostgresRequests(DATABASE.pool(), CONFIG);
  private final RequestQueue queue = new PostgresRequestQueue(DATABASE.pool(), CONFIG);
  private final PostgresStage stage = new PostgresStage(DATABASE);
  private final WorkerId ann = new WorkerId(UUID.randomUUID());
  private final WorkerId bob = new WorkerId(UUID.randomUUID());
  private final AccountId account = stage.account("10");
  private final Submission request = admitted();

  @RepeatedTest(ROUNDS)
  void againstAClaim() {
    var claimed = begun(queue.claim(ann, List.of(request.id()), Instant.now()));
    var cancelled = begun(cancel(oneApi));

    var claims = ended(claimed);
    if (ended(cancelled).cancelledNow()) {
      assertThat(claims).isEmpty();
      assertEnded(RequestStatus.CANCELLED, 1);
    } else {
      var claim = claims.getFirst();
      assertThat(recalls(ann, claim))
          .containsExactly(new Recall(claim.id(), Recall.Reason.CANCELLED));
      assertThat(stage.purse(account)).isEqualTo(Purse.of("10", "2"));
    }
  }

  @RepeatedTest(ROUNDS)
  void againstACompletion() {
    var claim = claim();

    var settled = begun(settle(claim, complete()));
    var cancelled = begun(cancel(oneApi));

    assertThat(ended(settled)).isEqualTo(new Settled(true, 2));
    assertThat(ended(cancelled).cancelledNow()).isFalse();
    assertThat(stage.state(request.id()).status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("9.5", "0"));
    assertThat(stage.charges(account)).hasSize(1);
  }

  /** The caller wants it back: it never runs again, and one of the two says that it ended. */
  @RepeatedTest(ROUNDS)
  void againstARetry() {
    var claim = claim();

    var settled = begun(settle(claim, new Verdict.Retry(Instant.now(), BROKEN)));
    var cancelled = begun(cancel(oneApi));

    boolean byWorker = ended(settled).instead().equals(Optional.of(new Verdict.Cancel()));
    boolean byApi = ended(cancelled).cancelledNow();
    assertThat(byWorker).isNotEqualTo(byApi);
    assertEnded(RequestStatus.CANCELLED, byWorker ? 2 : 3);
    assertThat(ended(begun(queue.claim(bob, List.of(request.id()), Instant.now())))).isEmpty();
  }

  /**
   * The worst moment: between the two looks of a cancel, the one for a queued request and the one
   * for a running one. A retry that came there would be seen by neither, and run again.
   */
  @Test
  void aRetryCannotComeBetweenTheTwoLooksOfACancel() {
    var claim = claim();
    var values =
        Tuple.of(request.id().value(), account.value(), OffsetDateTime.now(ZoneOffset.UTC));
    var connection = ended(DATABASE.pool().getConnection());
    ended(connection.query("begin").execute());
    ended(
        connection
            .preparedQuery(SqlFile.read("queue/lock_accounts"))
            .execute(Tuple.tuple().addArrayOfUUID(new UUID[] {account.value()})));
    ended(connection.preparedQuery(SqlFile.read("queue/cancel_queued")).execute(values));

    var settled = begun(settle(claim, new Verdict.Retry(Instant.now(), BROKEN)));
    await().atMost(SOON).until(() -> settled.isDone() || somebodyWaitsForALock());
    assertThat(settled).isNotDone();
    ended(connection.preparedQuery(SqlFile.read("queue/ask_cancel")).execute(values));
    ended(connection.query("commit").execute());
    ended(connection.close());

    assertThat(ended(settled).instead()).contains(new Verdict.Cancel());
    assertEnded(RequestStatus.CANCELLED, 2);
  }

  @RepeatedTest(ROUNDS)
  void againstATakeOver() {
    claim();
    var now = Instant.now();

    var taken = begun(queue.takeOver(bob, List.of(request.id()), now.minusSeconds(15), now));
    var cancelled = begun(cancel(oneApi));

    assertThat(ended(cancelled).cancelledNow()).isFalse();
    var claim = ended(taken).stream().findFirst();
    if (claim.isPresent()) {
      assertThat(recalls(bob, claim.get()))
          .containsExactly(new Recall(claim.get().id(), Recall.Reason.CANCELLED));
    } else { // its row was locked by the cancel: the next look takes it
      assertThat(
              ended(begun(queue.takeOver(bob, List.of(request.id()), now.minusSeconds(15), now))))
          .singleElement()
          .satisfies(next -> assertThat(next.origin().cancelAsked()).isTrue());
    }
  }

  @RepeatedTest(ROUNDS)
  void fromTwoApiNodesAtOnceIsNewsForOneOfThem() {
    var cancels =
        List.of(
            begun(cancel(oneApi)),
            begun(cancel(otherApi)),
            begun(cancel(oneApi)),
            begun(cancel(otherApi)));

    var results = cancels.stream().map(PostgresCancelIT::ended).toList();

    assertThat(results.stream().filter(CancelResult::cancelledNow)).hasSize(1);
    assertThat(results)
        .allSatisfy(r -> assertThat(r.request().status()).isEqualTo(RequestStatus.CANCELLED));
    assertEnded(RequestStatus.CANCELLED, 1);
  }

  @RepeatedTest(ROUNDS)
  void againstADeadline() {
    var due = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MICROS);
    Deadline.set(DATABASE, request.id(), due);
    var upkeep = new PostgresOverdueRequests(DATABASE.pool(), CONFIG);

    var overdue = begun(upkeep.end(Instant.now(), 1000));
    var cancelled = begun(cancel(oneApi));

    boolean byDeadline =
        ended(overdue).transitions().stream().anyMatch(e -> e.request().equals(request.id()));
    assertThat(byDeadline).isNotEqualTo(ended(cancelled).cancelledNow());
    assertEnded(byDeadline ? RequestStatus.FAILED : RequestStatus.CANCELLED, 1);
  }

  @Test
  void aSecondCancelOfARunningRequestKeepsTheFirstOnesTime() {
    claim();
    var first = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    ended(begun(oneApi.cancel(account, request.id(), first)));
    ended(begun(otherApi.cancel(account, request.id(), first.plusSeconds(5))));

    var kept =
        DATABASE.run("select cancel_asked_at from request where id = $1", request.id().value());
    assertThat(kept.getFirst().getOffsetDateTime("cancel_asked_at").toInstant()).isEqualTo(first);
  }

  @Test
  void aCancelOfAnotherAccountsRequestFindsNothing() {
    var stranger = stage.account("1");

    assertThat(
            oneApi.cancel(stranger, request.id(), Instant.now()).await().atMost(SOON).isPresent())
        .isFalse();
    assertThat(stage.state(request.id()).status()).isEqualTo(RequestStatus.IN_QUEUE);
  }

  // ------------------------------------------------------------------------------------- helpers

  private Submission admitted() {
    var submission = aSubmission().of(account).holding("2").make();
    stage.admit(submission);
    return submission;
  }

  private Claim claim() {
    return ended(begun(queue.claim(ann, List.of(request.id()), Instant.now()))).getFirst();
  }

  private List<Recall> recalls(WorkerId worker, Claim claim) {
    return ended(begun(queue.recalls(worker, List.of(claim.id()))));
  }

  private Uni<Settled> settle(Claim claim, Verdict verdict) {
    return queue
        .settle(List.of(new Verdict.Of(claim, "main", verdict, Instant.now())))
        .map(List::getFirst);
  }

  private Uni<CancelResult> cancel(Requests api) {
    return api.cancel(account, request.id(), Instant.now()).map(found -> found.orElseThrow());
  }

  private static Verdict complete() {
    return new Verdict.Complete(
        "{}", List.of(), Money.parse("0.5"), Usage.ofOutputs(0, Duration.ofMillis(3)));
  }

  private void assertEnded(RequestStatus status, int sequence) {
    var state = stage.state(request.id());
    assertThat(state.status()).isEqualTo(status);
    assertThat(state.sequence()).isEqualTo(sequence);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("10", "0"));
    assertThat(stage.charges(account)).isEmpty();
    assertThat(stage.releases(account)).hasSize(1);
    Books.agree(DATABASE, account);
  }

  private static boolean somebodyWaitsForALock() {
    return !DATABASE.run("select 1 from pg_locks where not granted").isEmpty();
  }

  private static <T> T ended(Future<T> one) {
    return ended(one.toCompletionStage().toCompletableFuture());
  }

  private static <T> CompletableFuture<T> begun(Uni<T> one) {
    return one.subscribeAsCompletionStage();
  }

  private static <T> T ended(CompletableFuture<T> one) {
    return one.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }
}
