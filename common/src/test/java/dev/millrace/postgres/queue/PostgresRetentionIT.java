package dev.millrace.postgres.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Terms;
import dev.millrace.queue.Upkeep;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How payloads go away: by whole partitions, and for unstored ones with the request's end. */
class PostgresRetentionIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant LONG_AGO = Instant.parse("2019-03-06T12:00:00Z"); // a Wednesday
  private static final WorkerId WORKER = new WorkerId(UUID.randomUUID());

  private final Database database = Database.shared();
  private final PostgresStage stage = new PostgresStage(database);
  private final Upkeep upkeep = new PostgresUpkeep(database.pool());
  private final PostgresRequestQueue queue =
      new PostgresRequestQueue(
          database.pool(),
          Settings.of(
              SettlementConfig.class, Map.of("millrace.settlement.transaction-timeout", "PT30S")));

  @Test
  void partitionsWhollyPastTheirRetentionAreDroppedOldestFirstAndNoOthers() {
    makePartitions(LONG_AGO, LONG_AGO.plus(Duration.ofDays(14)));
    var first = payloadOf(LONG_AGO);
    var second = payloadOf(LONG_AGO.plus(Duration.ofDays(7)));
    var endOfSecondWeek = Instant.parse("2019-03-18T00:00:00Z");

    var dropped =
        List.of(
            drop(endOfSecondWeek.minusMillis(1)),
            drop(endOfSecondWeek.minusMillis(1)),
            isThere(first),
            isThere(second),
            drop(endOfSecondWeek),
            isThere(second),
            drop(endOfSecondWeek));

    assertThat(dropped)
        .containsExactly(
            "request_payload_2019w10", "", false, true, "request_payload_2019w11", false, "");
    assertThat(drop(endOfSecondWeek.plus(Duration.ofDays(7)))).isEqualTo("request_payload_2019w12");
  }

  @Test
  void aTableInUseIsLeftForTheNextRoundInsteadOfHoldingSubmitsUp() {
    var week = LONG_AGO.minus(Duration.ofDays(365));
    makePartitions(week, week.plusSeconds(1));
    var late = week.plus(Duration.ofDays(7));
    var reader = database.pool().getConnection().toCompletionStage().toCompletableFuture().join();
    execute(reader, "begin");
    execute(reader, "select count(*) from request_payload");

    assertThatThrownBy(() -> drop(late)).hasMessageContaining("lock timeout");

    execute(reader, "rollback");
    reader.close();
    assertThat(drop(late)).isEqualTo("request_payload_2018w10");
  }

  private static void execute(io.vertx.sqlclient.SqlConnection connection, String sql) {
    connection.query(sql).execute().toCompletionStage().toCompletableFuture().join();
  }

  enum EndOf {
    COMPLETION,
    FAILURE,
    CANCEL,
    CANCEL_IN_THE_QUEUE,
    STATEMENT_OF_ANOTHER_HAND
  }

  @ParameterizedTest
  @EnumSource(EndOf.class)
  void theInputOfAnUnstoredRequestGoesWithItsEnd(EndOf end) {
    var request = unstored();
    assertThat(inputs(request.id())).isEqualTo(1);
    assertThat(isThere(request.id())).isFalse();

    end(request, end);

    assertThat(inputs(request.id())).isZero();
    assertThat(stage.state(request.id()).status().isTerminal()).isTrue();
  }

  @Test
  void theInputOfAnUnstoredRequestStaysWhileItMayRunAgain() {
    var request = unstored();
    var claim = claimed(request);
    assertThat(claim.input()).isEqualTo(request.input());
    settle(
        claim,
        new Verdict.Retry(Instant.EPOCH, Fault.of(FaultCode.PROVIDER_BROKEN, "broke")),
        Instant.now());

    assertThat(claimed(request).input()).isEqualTo(request.input());
    var takenOver =
        now(
            queue.takeOver(
                new WorkerId(UUID.randomUUID()),
                List.of(request.id()),
                Instant.now(),
                Instant.now()));

    assertThat(takenOver).extracting(Claim::input).containsExactly(request.input());
  }

  @Test
  void outputsNotToBeStoredAreEmptiedOnceTheyAreOverAndNotBefore() {
    // A slot that nobody writes to now, and no other test either.
    var ended = Instant.now().minus(Duration.ofMinutes(47));
    var request = unstored();
    settle(claimed(request), completion("{\"out\":1}"), ended);

    var before = now(upkeep.emptyUnstoredOutput(ended));
    var kept = outputs(request.id());
    var after = now(upkeep.emptyUnstoredOutput(ended.plusMillis(1)));

    assertThat(before).isZero();
    assertThat(kept).isEqualTo(1);
    assertThat(after).isEqualTo(1);
    assertThat(outputs(request.id())).isZero();
  }

  @Test
  void theSlotThatIsWrittenToIsLeftAlone() {
    var request = unstored();
    settle(claimed(request), completion("{}"), Instant.now());

    now(upkeep.emptyUnstoredOutput(Instant.now().plus(Duration.ofMinutes(4))));

    assertThat(outputs(request.id())).isEqualTo(1);
  }

  @Test
  void faultsOfAnUnstoredRequestKeepNoWordsThatMayQuoteIt() {
    var request = unstored();
    var told = Fault.of(FaultCode.PROVIDER_REJECTED, "your prompt 'marker' is not nice");

    settle(claimed(request), new Verdict.Fail(told), Instant.now());

    assertThat(stage.state(request.id()).fault())
        .startsWith("PROVIDER_REJECTED: ")
        .doesNotContain("marker");
    assertThat(
            database.run(
                "select 1 from request_attempt where request_id = $1 and fault_message like"
                    + " '%marker%'",
                request.id().value()))
        .isEmpty();
  }

  private void end(Submission request, EndOf end) {
    switch (end) {
      case COMPLETION -> settle(claimed(request), completion("{}"), Instant.now());
      case FAILURE ->
          settle(
              claimed(request),
              new Verdict.Fail(Fault.of(FaultCode.PROVIDER_BROKEN, "broke")),
              Instant.now());
      case CANCEL -> settle(claimed(request), new Verdict.Cancel(), Instant.now());
      case CANCEL_IN_THE_QUEUE ->
          now(
              new PostgresRequests(database.pool(), Settings.of(SettlementConfig.class, Map.of()))
                  .cancel(request.account(), request.id(), Instant.now()));
      case STATEMENT_OF_ANOTHER_HAND ->
          database.run(
              "update request set status = 'FAILED', finished_at = now(), fault_code = 'UNKNOWN'"
                  + " where id = $1",
              request.id().value());
    }
  }

  private static Verdict completion(String output) {
    return new Verdict.Complete(output, List.of(), Money.ZERO, Usage.ofOutputs(0, Duration.ZERO));
  }

  private Submission unstored() {
    var made =
        aSubmission().of(stage.account("1")).to("local/echo", "{\"text\":\"marker\"}").make();
    var submission =
        new Submission(
            made.id(),
            made.account(),
            made.key(),
            made.model(),
            Terms.of(made.terms().lane()).stored(false),
            made.input(),
            made.metadata(),
            made.hold(),
            made.rateCard(),
            made.correlationId(),
            made.at());
    stage.admit(submission);
    return submission;
  }

  private Claim claimed(Submission request) {
    return now(queue.claim(WORKER, List.of(request.id()), Instant.now())).getFirst();
  }

  private void settle(Claim claim, Verdict verdict, Instant at) {
    assertThat(now(queue.settle(List.of(new Verdict.Of(claim, "local", verdict, at)))))
        .allMatch(settled -> settled.applied());
  }

  private String drop(Instant expired) {
    return now(upkeep.dropPayloadPartition(expired)).orElse("");
  }

  private void makePartitions(Instant since, Instant until) {
    database.run(
        "select make_payload_partitions($1, $2)",
        since.atOffset(ZoneOffset.UTC),
        until.atOffset(ZoneOffset.UTC));
  }

  private RequestId payloadOf(Instant at) {
    var id = RequestId.next(at, new Random(1));
    database.run(
        "insert into request_payload (request_id, kind, body) values ($1, 'input', '{}')",
        id.value());
    return id;
  }

  private boolean isThere(RequestId id) {
    return !database
        .run("select 1 from request_payload where request_id = $1", id.value())
        .isEmpty();
  }

  private int inputs(RequestId id) {
    return database.run("select 1 from unstored_input where request_id = $1", id.value()).size();
  }

  private int outputs(RequestId id) {
    return database.run("select 1 from unstored_output where request_id = $1", id.value()).size();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
