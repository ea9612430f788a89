package dev.millrace.postgres.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.payload.PayloadStore;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Payloads;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Terms;
import dev.millrace.queue.Upkeep;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.s3.S3ForTests;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that are too large for a row: they come, are read and go like any other. */
class LargePayloadsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final WorkerId WORKER = new WorkerId(UUID.randomUUID());
  private static final String LARGE = "{\"text\":\"" + "ä€x".repeat(30_000) + "\"}";
  private static final Database DATABASE = Database.shared();
  private static final KafkaForTests KAFKA = new KafkaForTests();
  private static final SettlementConfig SETTLEMENT = Settings.of(SettlementConfig.class, Map.of());

  private final PostgresStage stage = new PostgresStage(DATABASE);
  private final BlobStore blobs = S3ForTests.store();
  private final PayloadStore payloads = PayloadStore.over(blobs, 64 << 10, SOON);
  private final PostgresRequests requests =
      new PostgresRequests(DATABASE.pool(), SETTLEMENT, payloads);
  private final PostgresRequestQueue queue = new PostgresRequestQueue(DATABASE.pool(), SETTLEMENT);
  private final Upkeep upkeep = new PostgresUpkeep(DATABASE.pool());

  @AfterAll
  static void close() {
    KAFKA.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLargeInputLiesInTheStoreAndIsReadLikeAnyOther(boolean stored) {
    var request = submission(LARGE, stored);

    admitted(admission(payloads), request);

    assertThat(now(requests.payloadsOf(request.id())))
        .isEqualTo(new Payloads(Optional.of(LARGE), Optional.empty()));
    assertThat(keys(stored ? "request_payload" : "unstored_input", request.id()))
        .containsExactly(key(request, "input"));
    assertThat(now(payloads.read(claimed(request).input()))).contains(LARGE);
    assertThat(now(blobs.head(key(request, "input")))).isPresent();
  }

  @Test
  void aSmallInputDoesNotTouchTheStore() {
    var request = submission("{\"a\":1}", true);

    admitted(admission(payloads), request);

    assertThat(claimed(request).input()).isEqualTo("{\"a\":1}");
    assertThat(now(blobs.head(key(request, "input")))).isEmpty();
  }

  @Test
  void anAttemptThatIsTakenOverFindsItsInput() {
    var request = submission(LARGE, true);
    admitted(admission(payloads), request);
    claimed(request);

    var again =
        now(
            queue.takeOver(
                new WorkerId(UUID.randomUUID()),
                List.of(request.id()),
                Instant.now(),
                Instant.now()));

    assertThat(now(payloads.read(again.getFirst().input()))).contains(LARGE);
  }

  @Test
  void whatIsRefusedLeavesNothingInTheStore() {
    var account = stage.account("0.001");
    var request = aSubmission().of(account).to("local/echo", LARGE).holding("1").make();

    assertThat(now(admission(payloads).admit(request)))
        .isInstanceOf(Admission.Result.Refused.class);

    Awaitility.await().atMost(SOON).until(() -> now(blobs.head(key(request, "input"))).isEmpty());
    assertThat(DATABASE.run("select from request where id = $1", request.id().value())).isEmpty();
  }

  @Test
  void whileTheStoreIsAwayRowsHoldWhatIsLarge() {
    var away = new BlobsInMemory();
    away.away(true);
    var request = submission(LARGE, true);

    admitted(admission(PayloadStore.over(away, 64 << 10, SOON)), request);

    assertThat(claimed(request).input()).isEqualTo(LARGE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLargeOutputIsReadLikeAnyOther(boolean stored) {
    var request = submission("{}", stored);
    admitted(admission(payloads), request);

    completed(claimed(request), LARGE, Instant.now());

    assertThat(now(requests.payloadsOf(request.id())).output()).contains(LARGE);
    assertThat(keys(stored ? "request_payload" : "unstored_output", request.id()))
        .containsExactly(key(request, "output-1"));
  }

  @Test
  void listsAndAnnouncementsOnlyMarkWhatLiesInTheStore() {
    var request = submission(LARGE, true);
    admitted(admission(payloads), request);
    completed(claimed(request), LARGE, Instant.now());
    var marked = Optional.of("{\"_elided\":true}");

    var history = new PostgresHistory(DATABASE.pool(), Settings.of(HistoryConfig.class, Map.of()));
    var news = new PostgresRequestNews(DATABASE.pool());

    assertThat(now(history.payloadsOf(List.of(request.id()), 1000)))
        .isEqualTo(Map.of(request.id(), new Payloads(marked, marked)));
    assertThat(now(news.factsOf(Set.of(request.id()), true)).get(request.id()).payloads())
        .isEqualTo(new Payloads(marked, marked));
  }

  @Test
  void theInputOfAnUnstoredRequestIsDoomedByItsEnd() {
    var request = submission(LARGE, false);
    admitted(admission(payloads), request);
    assertThat(isDoomed(key(request, "input"))).isFalse();

    completed(claimed(request), "{}", Instant.now());

    assertThat(isDoomed(key(request, "input"))).isTrue();
    assertThat(now(requests.payloadsOf(request.id())).input()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deletedPayloadsAreDoomed(boolean stored) {
    var request = submission(LARGE, stored);
    admitted(admission(payloads), request);
    completed(claimed(request), LARGE, Instant.now());

    var purged =
        now(
            new PostgresPurge(DATABASE.pool())
                .purge(request.account(), request.id(), Instant.now()));

    assertThat(purged).isPresent();
    assertThat(isDoomed(key(request, "input"))).isTrue();
    assertThat(isDoomed(key(request, "output-1"))).isTrue();
  }

  @Test
  void anEmptiedPartOfUnstoredOutputsDoomsItsObjects() {
    // A slot that nobody writes to now, and no other test either.
    var ended = Instant.now().minus(Duration.ofMinutes(71));
    var request = submission("{}", false);
    admitted(admission(payloads), request);
    completed(claimed(request), LARGE, ended);
    assertThat(isDoomed(key(request, "output-1"))).isFalse();

    now(upkeep.emptyUnstoredOutput(ended.plusMillis(1)));

    assertThat(isDoomed(key(request, "output-1"))).isTrue();
  }

  @Test
  void aDroppedPartitionDoomsItsObjects() {
    var longAgo = Instant.parse("2016-03-02T12:00:00Z");
    DATABASE.run(
        "select make_payload_partitions($1, $2)",
        longAgo.atOffset(ZoneOffset.UTC),
        longAgo.plusSeconds(1).atOffset(ZoneOffset.UTC));
    var id = RequestId.next(longAgo, new Random(1)).value();
    var key = "payloads/%s/input".formatted(id);
    DATABASE.run(
        "insert into request_payload (request_id, kind, object_key) values ($1, 'input', $2)",
        id,
        key);

    var dropped = now(upkeep.dropPayloadPartition(longAgo.plus(Duration.ofDays(7))));

    assertThat(dropped).contains("request_payload_2016w09");
    assertThat(isDoomed(key)).isTrue();
  }

  private Submission submission(String input, boolean stored) {
    var made = aSubmission().of(stage.account("1")).to("local/echo", input).make();
    return new Submission(
        made.id(),
        made.account(),
        made.key(),
        made.model(),
        Terms.of(made.terms().lane()).stored(stored),
        made.input(),
        made.metadata(),
        made.hold(),
        made.rateCard(),
        made.correlationId(),
        made.at());
  }

  private static Admission admission(PayloadStore payloads) {
    return new PostgresAdmission(
        DATABASE.pool(),
        KAFKA.dispatcher(),
        Settings.of(AdmissionConfig.class, Map.of()),
        payloads);
  }

  private static void admitted(Admission admission, Submission submission) {
    assertThat(now(admission.admit(submission))).isInstanceOf(Admission.Result.Admitted.class);
  }

  private Claim claimed(Submission request) {
    return now(queue.claim(WORKER, List.of(request.id()), Instant.now())).getFirst();
  }

  private void completed(Claim claim, String output, Instant at) {
    var kept = now(payloads.keepOutput(claim.request(), claim.attempt(), output));
    var verdict =
        new Verdict.Complete(kept, List.of(), Money.ZERO, Usage.ofOutputs(0, Duration.ZERO));
    assertThat(now(queue.settle(List.of(new Verdict.Of(claim, "local", verdict, at)))))
        .allMatch(settled -> settled.applied());
  }

  private static String key(Submission request, String name) {
    return "payloads/%s/%s".formatted(request.id().value(), name);
  }

  private static List<String> keys(String table, RequestId id) {
    return DATABASE
        .run(
            "select object_key from %s where request_id = $1 and object_key is not null"
                .formatted(table),
            id.value())
        .stream()
        .map(row -> row.getString("object_key"))
        .toList();
  }

  private static boolean isDoomed(String key) {
    return !DATABASE.run("select from doomed_object where object_key = $1", key).isEmpty();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
