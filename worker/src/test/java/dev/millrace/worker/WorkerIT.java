package dev.millrace.worker;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobStore;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.kafka.EventCodec;
import dev.millrace.kafka.KafkaSettings;
import dev.millrace.kafka.Topics;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.queue.Submission;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.PlatformEngines;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The worker from admission to settlement, with all engines. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class WorkerIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration ORPHAN_AFTER = Duration.ofSeconds(6); // as the tests' settings say

  @Inject Admission admission;
  @Inject Requests requests;
  @Inject Dispatcher dispatcher;
  @Inject BlobStore blobs;
  @Inject Pool pool;
  @Inject MeterRegistry meters;
  @Inject KafkaSettings kafka;

  @Test
  void anAdmittedRequestIsCompletedAndCharged() {
    var request = submit("local/echo", "{\"hello\":\"world\"}", "0.01");

    var ended = ended(request);

    assertThat(ended.status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(ended.charged()).isEqualTo(Money.parse("0.0001"));
    assertThat(output(request)).isEqualTo("{\"hello\":\"world\"}");
    assertThat(purse(request.account())).isEqualTo(purse("0.9999", "0"));
    assertThat(ledgerOf(request)).containsExactly(Money.parse("-0.0001"));
  }

  @Test
  void startAndEndAreAnnouncedWithTheNumbersOfTheirTransitions() {
    var request = submit("local/echo", "{}", "0.01");
    ended(request);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(eventsOf(request.id()))
                    .extracting(RequestEvent::sequence, RequestEvent::status)
                    .contains(
                        tuple(1, RequestStatus.IN_PROGRESS), tuple(2, RequestStatus.COMPLETED)));
  }

  @Test
  void manyRequestsOfManyAccountsAllEndAndAreChargedExactly() {
    var accounts = IntStream.range(0, 10).mapToObj(i -> account("1")).toList();
    var submissions =
        IntStream.range(0, 500)
            .mapToObj(i -> aSubmission().of(accounts.get(i % 10)).to("local/echo", "{}").make())
            .toList();

    var admitted =
        now(Uni.join().all(submissions.stream().map(admission::admit).toList()).andFailFast());
    await().atMost(SOON).until(() -> accounts.stream().allMatch(this::holdsNothing));

    assertThat(admitted).allMatch(Admission.Result.Admitted.class::isInstance);
    accounts.forEach(account -> assertThat(purse(account)).isEqualTo(purse("0.995", "0")));
  }

  @Test
  void aFlakyProviderIsTriedAgainAndTheLostAttemptsAreKept() {
    var request = submit("local/flaky", "{\"fail_times\":2,\"status\":500}", "0.01");

    var ended = ended(request);

    assertThat(ended.status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(ended.attempt()).isEqualTo(3);
    assertThat(attemptsOf(request)).containsExactly("1 PROVIDER_BROKEN", "2 PROVIDER_BROKEN");
    assertThat(purse(request.account())).isEqualTo(purse("0.9999", "0"));
  }

  @Test
  void aRequestThatTheProviderRejectsFailsUnchargedAndIsNotRetried() {
    var request = submit("local/flaky", "{\"fail_times\":1,\"status\":422}", "0.01");

    assertFailed(request, FaultCode.PROVIDER_REJECTED);

    assertThat(attemptsOf(request)).containsExactly("1 PROVIDER_REJECTED");
  }

  @Test
  void aModelThatIsNotInTheCatalogueFailsUncharged() {
    assertFailed(submit("local/nothing", "{}", "0.01"), FaultCode.MODEL_UNKNOWN);
  }

  @Test
  void anOutputThatDoesNotFitItsSchemaFailsUncharged() {
    var request = submit("local/misfit", "{}", "0.01");

    assertFailed(request, FaultCode.INVALID_OUTPUT);

    assertThat(ended(request).fault().orElseThrow().validationErrors()).isNotEmpty();
  }

  @Test
  void aRunningRequestIsCancelledWithinSecondsAndNotCharged() {
    var request = submit("local/sleep", "{\"seconds\":60}", "0.5");
    await()
        .atMost(SOON)
        .until(() -> view(request).status(), status -> status == RequestStatus.IN_PROGRESS);

    now(requests.cancel(request.account(), request.id(), Instant.now()));

    await()
        .atMost(Duration.ofSeconds(8))
        .until(() -> view(request).status(), status -> status == RequestStatus.CANCELLED);
    assertThat(purse(request.account())).isEqualTo(purse("1", "0"));
    assertThat(ledgerOf(request)).containsExactly(Money.ZERO); // a release
  }

  @Test
  void aRequestThatStillRunsAtItsDeadlineIsStoppedAndFailsUncharged() {
    var request = submitWithin(Duration.ofMillis(700), "local/sleep", "{\"seconds\":60}", "0.5");

    assertFailed(request, FaultCode.DEADLINE_EXCEEDED);

    assertThat(ended(request).attempt()).isEqualTo(1);
    assertThat(attemptsOf(request)).containsExactly("1 DEADLINE_EXCEEDED");
  }

  @Test
  void aRetryThatWouldComeAfterTheDeadlineIsNotWaitedFor() {
    var input = "{\"fail_times\":9,\"status\":429,\"retry_after\":50}";
    var request = submitWithin(Duration.ofSeconds(40), "local/flaky", input, "0.01");

    assertFailed(request, FaultCode.DEADLINE_EXCEEDED);
  }

  /** No worker has it: its dispatch record is still to be read, behind many others. */
  @Test
  void aRequestThatWaitsPastItsDeadlineFailsWithoutItsTurnAndThatIsAnnounced() {
    var request = aSubmission().of(account("1")).holding("0.01").make();
    rows(
        """
        with admitted as (
          insert into request (id, account_id, model, lane, status, dispatch_partition,
                               dispatch_offset, held, rate_card, created_at, correlation_id, start_by)
          values ($1, $2, 'local/echo', 'normal', 'IN_QUEUE', 0, $3, $4, 'card-1', now(), 'test', now())
          returning id, start_by
        ), due as (
          insert into request_deadline (due_at, request_id) select start_by, id from admitted
        )
        update account set held = held + $4 where id = $2
        """,
        Tuple.of(
            request.id().value(),
            request.account().value(),
            Long.MAX_VALUE - ThreadLocalRandom.current().nextInt(1_000_000),
            request.hold().nanos()));

    assertFailed(request, FaultCode.DEADLINE_EXCEEDED);

    assertThat(ended(request).fault().orElseThrow().message()).contains("start by");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(eventsOf(request.id()))
                    .extracting(RequestEvent::sequence, RequestEvent::status)
                    .containsExactly(tuple(1, RequestStatus.FAILED)));
  }

  @Test
  void theFilesOfAnOutputLieInTheBlobStoreAndInTheirTable() throws Exception {
    var input = "{\"prompt\":\"a mill\",\"width\":64,\"height\":64,\"num_outputs\":2}";
    var request = submit("local/image", input, "0.5");

    var status = ended(request).status();

    assertThat(status).isEqualTo(RequestStatus.COMPLETED);
    var files = rows("select * from file where request_id = $1", Tuple.of(request.id().value()));
    assertThat(files).hasSize(2);
    for (var file : files) {
      assertThat(output(request)).contains("/media/" + file.getUUID("id") + "/");
      assertThat(file.getUUID("account_id")).isEqualTo(request.account().value());
      var bytes = fetch(file.getString("object_key"));
      assertThat(bytes).hasSize(file.getLong("size").intValue());
      assertThat(new String(bytes, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
    }
  }

  @Test
  void anOrphanIsDroppedAfterTheBoundAndNotBeforeAndHoldsNobodyUp() {
    var account = account("1");
    var orphan = aSubmission().of(account).make();
    double before = orphans();
    now(dispatcher.dispatch(List.of(orphan.dispatchRecord())));
    var begun = Instant.now();

    // Enough to share a partition with it.
    var others =
        IntStream.range(0, 40).mapToObj(i -> submit(account, "local/echo", "{}", "0.01")).toList();
    others.forEach(this::ended);
    assertThat(orphans()).isEqualTo(before);
    await().atMost(SOON).until(() -> orphans() > before);

    assertThat(Duration.between(begun, Instant.now())).isGreaterThanOrEqualTo(ORPHAN_AFTER);
    assertThat(requestExists(orphan.id())).isFalse();
  }

  // ------------------------------------------------------------------------------------- helpers

  private Submission submit(String model, String input, String hold) {
    return submit(account("1"), model, input, hold);
  }

  private Submission submit(AccountId account, String model, String input, String hold) {
    var submission = aSubmission().of(account).to(model, input).holding(hold).make();
    assertThat(now(admission.admit(submission))).isInstanceOf(Admission.Result.Admitted.class);
    return submission;
  }

  private Submission submitWithin(Duration time, String model, String input, String hold) {
    var plain = aSubmission().of(account("1")).to(model, input).holding(hold).make();
    var end = Optional.of(plain.at().plus(time));
    var submission =
        new Submission(
            plain.id(),
            plain.account(),
            plain.key(),
            plain.model(),
            plain.terms().within(new Deadlines(Optional.empty(), end)),
            plain.input(),
            plain.metadata(),
            plain.hold(),
            plain.rateCard(),
            plain.correlationId(),
            plain.at());
    assertThat(now(admission.admit(submission))).isInstanceOf(Admission.Result.Admitted.class);
    return submission;
  }

  private RequestView view(Submission request) {
    return now(requests.find(request.account(), request.id())).orElseThrow();
  }

  private RequestView ended(Submission request) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> view(request), view -> view.status().isTerminal());
  }

  private void assertFailed(Submission request, FaultCode code) {
    var ended = ended(request);
    assertThat(ended.status()).isEqualTo(RequestStatus.FAILED);
    assertThat(ended.fault()).map(Fault::code).contains(code);
    assertThat(purse(request.account())).isEqualTo(purse("1", "0"));
    assertThat(ledgerOf(request)).containsExactly(Money.ZERO); // a release
  }

  private String output(Submission request) {
    return now(requests.payloadsOf(request.id())).output().orElseThrow();
  }

  private AccountId account(String balance) {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    rows(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2,"
            + " now())",
        Tuple.of(id.value(), Money.parse(balance).nanos()));
    return id;
  }

  private List<Money> purse(AccountId account) {
    var row =
        rows("select balance, held from account where id = $1", Tuple.of(account.value()))
            .getFirst();
    return List.of(new Money(row.getLong("balance")), new Money(row.getLong("held")));
  }

  private boolean holdsNothing(AccountId account) {
    return purse(account).getLast().equals(Money.ZERO);
  }

  private static List<Money> purse(String balance, String held) {
    return List.of(Money.parse(balance), Money.parse(held));
  }

  private List<Money> ledgerOf(Submission request) {
    return rows(
            "select amount from ledger_entry where request_id = $1", Tuple.of(request.id().value()))
        .stream()
        .map(row -> new Money(row.getLong("amount")))
        .toList();
  }

  private List<String> attemptsOf(Submission request) {
    return rows(
            "select number, fault_code from request_attempt where request_id = $1 order by number",
            Tuple.of(request.id().value()))
        .stream()
        .map(row -> row.getInteger("number") + " " + row.getString("fault_code"))
        .toList();
  }

  private boolean requestExists(RequestId id) {
    return !rows("select id from request where id = $1", Tuple.of(id.value())).isEmpty();
  }

  private List<RequestEvent> eventsOf(RequestId request) {
    var settings = kafka.connection();
    settings.put("group.id", "test-" + UUID.randomUUID());
    var topic = new Topics("millrace").events();
    var found = new ArrayList<RequestEvent>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var message : consumer.poll(Duration.ofSeconds(1))) {
          EventCodec.read(message.value())
              .filter(event -> event.request().equals(request))
              .ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private byte[] fetch(String key) throws IOException, InterruptedException {
    var url =
        blobs.signedGet(
            key, new BlobStore.Shown("image.png", "image/png", true), Duration.ofMinutes(1));
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  private double orphans() {
    return meters.counter("millrace.dispatch.orphans").count();
  }

  private List<Row> rows(String sql, Tuple values) {
    return StreamSupport.stream(now(pool.preparedQuery(sql).execute(values)).spliterator(), false)
        .toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
