package dev.millrace.postgres.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Lane;
import dev.millrace.queue.Submission;
import dev.millrace.queue.WorkerId;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that wait although their dispatch records were acknowledged. */
class PostgresSafetyNetIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Database DATABASE = Database.shared();
  private static KafkaForTests kafka;

  private final PostgresStage stage = new PostgresStage(DATABASE);
  private final SettlementConfig config = Settings.of(SettlementConfig.class, Map.of());
  private final int partition = ThreadLocalRandom.current().nextInt(1000, Integer.MAX_VALUE);
  private PostgresSafetyNet net;
  private AccountId account;

  @BeforeAll
  static void connect() {
    kafka = new KafkaForTests();
  }

  @AfterAll
  static void close() {
    kafka.close();
  }

  @BeforeEach
  void aNet() {
    net = new PostgresSafetyNet(DATABASE.pool(), kafka.dispatcher(), config);
    account = stage.account("10");
  }

  @Test
  void dispatchesAgainWhatWaitsBehindTheAcknowledgedOffset() {
    var lost = waiting(4);
    var ahead = waiting(9);

    assertThat(walkTo(9)).isEqualTo(1);

    var kept = kafka.keptOf(account);
    assertThat(kept)
        .singleElement()
        .satisfies(k -> assertThat(k.turn().request()).isEqualTo(lost.id()));
    assertThat(positionOf(lost))
        .isEqualTo(
            new DispatchPosition(
                Lane.NORMAL, kept.getFirst().partition(), kept.getFirst().offset()));
    assertThat(positionOf(ahead)).isEqualTo(new DispatchPosition(Lane.NORMAL, partition, 9));
  }

  @Test
  void leavesWhatRunsAlone() {
    var running = waiting(3);
    new PostgresRequestQueue(DATABASE.pool(), config)
        .claim(new WorkerId(UUID.randomUUID()), List.of(running.id()), Instant.now())
        .await()
        .atMost(SOON);

    assertThat(walkTo(10)).isZero();

    assertThat(kafka.keptOf(account)).isEmpty();
  }

  @Test
  void walksEachOffsetOnce() {
    walkTo(10);
    waiting(4);

    assertThat(walkTo(10)).isZero();
    assertThat(walkTo(20)).isZero();
  }

  @Test
  void skipsNothingWhileAnotherWorkerWalks() {
    walkTo(1);
    waiting(4);
    var other = DATABASE.pool().getConnection().toCompletionStage().toCompletableFuture().join();
    other
        .query("begin; select from dispatch_walk where partition = " + partition + " for update")
        .execute()
        .toCompletionStage()
        .toCompletableFuture()
        .join();

    assertThat(walkTo(10)).isZero();
    other.query("rollback").execute().toCompletionStage().toCompletableFuture().join();
    other.close().toCompletionStage().toCompletableFuture().join();

    assertThat(walkTo(10)).isEqualTo(1);
  }

  private int walkTo(long acknowledged) {
    return net.walk(new DispatchPosition(Lane.NORMAL, partition, acknowledged))
        .await()
        .atMost(SOON);
  }

  private Submission waiting(long offset) {
    var submission = aSubmission().of(account).make();
    stage.admit(submission);
    DATABASE.run(
        "update request set dispatch_partition = $2, dispatch_offset = $3 where id = $1",
        submission.id().value(),
        partition,
        offset);
    return submission;
  }

  private static DispatchPosition positionOf(Submission submission) {
    var row =
        DATABASE
            .run(
                "select dispatch_partition, dispatch_offset from request where id = $1",
                submission.id().value())
            .getFirst();
    return new DispatchPosition(
        Lane.NORMAL, row.getInteger("dispatch_partition"), row.getLong("dispatch_offset"));
  }
}
