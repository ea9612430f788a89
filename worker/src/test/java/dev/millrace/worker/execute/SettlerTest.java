package dev.millrace.worker.execute;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.payload.PayloadStore;
import dev.millrace.postgres.queue.SettlementConfig;
import dev.millrace.provider.Pause;
import dev.millrace.queue.Claim;
import dev.millrace.queue.InMemoryRequestQueue;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Settings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlerTest {
  private static final WorkerId ANN = new WorkerId(new UUID(0, 1));
  private static final Vertx VERTX = Vertx.vertx();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final InMemoryRequestQueue queue = new InMemoryRequestQueue();
  private final BlobsInMemory blobs = new BlobsInMemory();
  private final Settler settler =
      new Settler(
          queue,
          Settings.of(SettlementConfig.class, Map.of()),
          Settings.of(ExecuteConfig.class, Map.of()),
          PayloadStore.over(blobs, 100, Duration.ofSeconds(10)),
          new Pause(VERTX),
          InstantSource.system());

  @Test
  void aVerdictThatComesWhileTheDatabaseIsAwayIsKeptUntilItIsBack() {
    var claim = claim();
    queue.isAway();
    var settled = settle(claim);
    assertThat(settled).isNotDone();

    queue.isBack();

    assertThat(ended(settled)).isEqualTo(new Settled(true, 2));
    assertThat(queue.state(claim.request()).status()).isEqualTo(RequestStatus.COMPLETED);
  }

  /** The commit was done, but nobody heard of it: the second try finds nothing to do. */
  @Test
  void aVerdictWhoseAnswerWasLostIsNotAppliedTwice() {
    var account = queue.account("10");
    var claim = claim(account);
    queue.losesTheNextAnswer();

    var settled = ended(settle(claim));

    assertThat(settled).isEqualTo(Settled.SUPERSEDED);
    assertThat(queue.charges(account)).hasSize(1);
  }

  @Test
  void asManyVerdictsMayWaitAsRequestsRun() {
    var claims = IntStream.range(0, 512).mapToObj(i -> claim()).toList();
    queue.isAway();
    var settled = claims.stream().map(this::settle).toList();

    queue.isBack();

    assertThat(settled).allSatisfy(one -> assertThat(ended(one).applied()).isTrue());
  }

  @Test
  void aLargeOutputIsInTheStoreBeforeItsRowIsWritten() {
    var claim = claim();
    queue.isAway();
    var settled = settle(claim, "\"" + "x".repeat(101) + "\"");
    assertThat(blobs.keys())
        .containsExactly("payloads/%s/output-1".formatted(claim.request().value()));

    queue.isBack();

    assertThat(ended(settled).applied()).isTrue();
    assertThat(blobs.keys()).hasSize(1);
  }

  @Test
  void aLargeOutputIsNotLostWhileTheStoreIsAway() {
    blobs.away(true);

    assertThat(ended(settle(claim(), "\"" + "x".repeat(101) + "\"")).applied()).isTrue();
  }

  private Claim claim() {
    return claim(queue.account("10"));
  }

  private Claim claim(AccountId account) {
    var submission = aSubmission().of(account).holding("1").make();
    queue.admit(submission);
    return queue.claim(ANN, List.of(submission.id()), NOW).await().indefinitely().getFirst();
  }

  private CompletableFuture<Settled> settle(Claim claim) {
    return settle(claim, "{}");
  }

  private CompletableFuture<Settled> settle(Claim claim, String output) {
    var complete =
        new Verdict.Complete(
            output, List.of(), Money.parse("0.5"), Usage.ofOutputs(0, Duration.ofMillis(1)));
    return settler
        .settle(new Verdict.Of(claim, "main", complete, NOW))
        .subscribeAsCompletionStage();
  }

  private static Settled ended(CompletableFuture<Settled> one) {
    return one.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
