package dev.millrace.postgres.queue;

import static dev.millrace.postgres.queue.Dispatchers.once;
import static dev.millrace.postgres.queue.Dispatchers.then;
import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.kafka.KafkaForTests.Kept;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Admission.Result;
import dev.millrace.queue.AdmissionBounds;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Lane;
import dev.millrace.queue.Offer;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Rule one: a request exists exactly if it was admitted. */
class PostgresAdmissionIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Database DATABASE = Database.shared();
  private static KafkaForTests kafka;

  private final PostgresStage stage = new PostgresStage(DATABASE);

  @BeforeAll
  static void connect() {
    kafka = new KafkaForTests();
  }

  @AfterAll
  static void close() {
    kafka.close();
  }

  @Test
  void rowsHoldThePartitionAndTheOffsetOfTheirRecordsInKafka() {
    var account = stage.account("10");
    var admission = admission(kafka.dispatcher());
    var submissions =
        IntStream.range(0, 200).mapToObj(i -> aSubmission().of(account).make()).toList();

    var results = admitAll(admission, submissions);

    var kept = kafka.keptOf(account);
    assertThat(kept).hasSize(200);
    assertThat(kept.stream().map(k -> k.turn().request()))
        .containsExactlyInAnyOrderElementsOf(submissions.stream().map(Submission::id).toList());
    for (var one : kept) {
      var position = new DispatchPosition(Lane.NORMAL, one.partition(), one.offset());
      assertThat(positionOf(one.turn().request())).isEqualTo(position);
      assertThat(results.get(indexOf(submissions, one))).isEqualTo(new Result.Admitted(position));
    }
    assertThat(stage.purse(account)).isEqualTo(Purse.of("10", "2"));
  }

  @Test
  void anAdmittedRequestHasItsInputAndItsLabels() {
    var account = stage.account("1");
    var plain = aSubmission().of(account).to("local/echo", "{\"a\":\"ä\\u0000\"}").make();

    admit(admission(kafka.dispatcher()), plain);

    assertThat(
            DATABASE.run(
                "select body from request_payload where request_id = $1 and kind = 'input'",
                plain.id().value()))
        .singleElement()
        .satisfies(row -> assertThat(row.getString("body")).isEqualTo("{\"a\":\"ä\\u0000\"}"));
  }

  @Test
  void withoutCreditNothingIsAdmittedAndKafkaHearsNothing() {
    var account = stage.account("0.05");
    var submission = aSubmission().of(account).holding("0.0500001").make();

    var result = admit(admission(kafka.dispatcher()), submission);

    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> {
              assertThat(refused.fault().code()).isEqualTo(FaultCode.INSUFFICIENT_BALANCE);
              assertThat(refused.fault().details())
                  .containsExactly(
                      Map.entry("needed", "0.0500001"), Map.entry("available", "0.05"));
            });
    assertThat(exists(submission.id())).isFalse();
    assertThat(kafka.keptOf(account)).isEmpty();
    assertThat(stage.purse(account)).isEqualTo(Purse.of("0.05", "0"));
  }

  @Test
  void holdsCountAgainstTheCreditOfLaterSubmissions() {
    var account = stage.account("1");
    var admission = admission(kafka.dispatcher());
    admit(admission, aSubmission().of(account).holding("0.75").make());

    var result = admit(admission, aSubmission().of(account).holding("0.5").make());

    assertThat(((Result.Refused) result).fault().details()).containsEntry("available", "0.25");
  }

  /** Two api processes with two batches each, all against one account. */
  @Test
  void concurrentSubmitsAgainstABalanceThatCoversExactlyNAdmitExactlyN() {
    int covered = 137;
    var account = stage.account("1.37");
    var one = admission(kafka.dispatcher());
    var other = admission(kafka.dispatcher());

    var results =
        await(
            Uni.join()
                .all(
                    IntStream.range(0, 400)
                        .mapToObj(i -> aSubmission().of(account).holding("0.01").make())
                        .map(s -> (s.id().hashCode() % 2 == 0 ? one : other).admit(s))
                        .toList())
                .andFailFast());

    assertThat(results).filteredOn(Result.Admitted.class::isInstance).hasSize(covered);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1.37", "1.37"));
    assertThat(requestsOf(account)).isEqualTo(covered);
    assertThat(kafka.keptOf(account)).hasSizeGreaterThanOrEqualTo(covered);
  }

  @Test
  void anAccountThatDoesNotExistIsRefused() {
    var submission = aSubmission().make();

    var result = admit(admission(kafka.dispatcher()), submission);

    assertThat(((Result.Refused) result).fault().code()).isEqualTo(FaultCode.KEY_INVALID);
  }

  @Test
  void whenKafkaDoesNotTakeTheRecordNothingIsAdmitted() {
    var account = stage.account("1");
    var submission = aSubmission().of(account).make();
    Dispatcher broken = records -> Uni.createFrom().failure(new IllegalStateException("no leader"));

    assertThatThrownBy(() -> admit(admission(broken), submission)).hasMessage("no leader");

    nothingRemainsOf(submission);
    stillWorks(account);
  }

  /** The connection ends between Kafka's acknowledgement and the commit. */
  @Test
  void aCrashBetweenPublishAndCommitLeavesAnOrphanAndNothingElse() {
    var account = stage.account("1");
    var submission = aSubmission().of(account).make();
    var admission = admission(then(kafka.dispatcher(), () -> killHolderOf(account)));

    assertThatThrownBy(() -> admit(admission, submission)).isNotNull();

    nothingRemainsOf(submission);
    assertThat(kafka.keptOf(account))
        .extracting(kept -> kept.turn().request())
        .containsExactly(submission.id());
    stillWorks(account);
  }

  @RepeatedTest(5)
  void aCrashAmongManyLosesNothingThatWasAnswered() {
    var account = stage.account("10");
    var crashes = new AtomicReference<>(3);
    var admission =
        admission(
            then(
                kafka.dispatcher(),
                () -> {
                  if (crashes.updateAndGet(left -> left - 1) == 0) {
                    killHolderOf(account);
                  }
                }));
    var submissions =
        IntStream.range(0, 100).mapToObj(i -> aSubmission().of(account).make()).toList();

    var answered =
        submissions.stream()
            .map(s -> admission.admit(s).onFailure().recoverWithItem(gone -> null))
            .map(uni -> uni.subscribeAsCompletionStage())
            .toList();
    var results = answered.stream().map(CompletableFuture::join).toList();

    long admitted = results.stream().filter(r -> r != null).count();
    assertThat(results).allMatch(r -> r == null || r instanceof Result.Admitted);
    for (int i = 0; i < submissions.size(); i++) {
      assertThat(exists(submissions.get(i).id())).isEqualTo(results.get(i) != null);
    }
    assertThat(admitted).isLessThan(100);
    assertThat(kafka.keptOf(account)).hasSize(100);
    assertThat(stage.purse(account).held().nanos()).isEqualTo(admitted * 10_000_000L);
  }

  @Test
  void whileADispatcherHangsTheAccountIsFreeAndTheTransactionEndsByItself() {
    var account = stage.account("1");
    var submission = aSubmission().of(account).make();
    var reached = new CompletableFuture<Void>();
    var hanging = new CompletableFuture<List<DispatchPosition>>();
    Dispatcher dispatcher =
        records -> {
          reached.complete(null);
          return Uni.createFrom().completionStage(hanging);
        };
    var admission = new PostgresAdmission(DATABASE.pool(), dispatcher, config("PT2S"));
    var answer =
        admission.admit(submission).subscribe().withSubscriber(UniAssertSubscriber.create());
    reached.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();

    assertThat(isLocked(account)).isFalse();
    assertThat(openTransactions()).isNotEmpty();
    Awaitility.await().atMost(SOON).until(() -> openTransactions().isEmpty());
    hanging.complete(List.of(new DispatchPosition(Lane.NORMAL, 0, 0)));

    answer.awaitFailure(SOON);
    nothingRemainsOf(submission);
    stillWorks(account);
  }

  @Test
  void creditThatGoesWhileTheTurnIsRecordedIsNotSpentTwice() {
    var account = stage.account("1");
    var submission = aSubmission().of(account).make();
    var admission =
        admission(
            then(
                kafka.dispatcher(),
                () ->
                    DATABASE.run(
                        "update account set held = balance where id = $1", account.value())));

    var result = admit(admission, submission);

    assertThat(((Result.Refused) result).fault().code()).isEqualTo(FaultCode.INSUFFICIENT_BALANCE);
    assertThat(exists(submission.id())).isFalse();
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1", "1"));
    assertThat(kafka.keptOf(account))
        .as("an orphan, which a worker drops")
        .extracting(kept -> kept.turn().request())
        .containsExactly(submission.id());
  }

  @Test
  void creditThatComesWhileTurnsAreRecordedIsForTheNextBatch() {
    var account = stage.account("0.01");
    var covered = aSubmission().of(account).holding("0.01").make();
    var coveredLater = aSubmission().of(account).holding("0.02").make();
    var dispatcher = once(kafka.dispatcher(), () -> setBalance(account, "1"));

    var results = await(Admissions.together(DATABASE, dispatcher, covered, coveredLater));

    assertThat(results.getFirst()).isEqualTo(new Result.Admitted(positionOf(covered.id())));
    assertThat(results.getLast()).isInstanceOf(Result.Refused.class);
    assertThat(await(Admissions.together(DATABASE, kafka.dispatcher(), coveredLater)))
        .hasOnlyElementsOfType(Result.Admitted.class);
  }

  /** What it had a moment ago is only a guess: the turn is recorded, and the lock decides. */
  @Test
  void creditThatWentAfterTheLastLookIsNotSpent() {
    var account = stage.account("10");
    var admission = admission(kafka.dispatcher());
    admit(admission, aSubmission().of(account).make());
    setBalance(account, "0.01");
    var second = aSubmission().of(account).make();

    var result = admit(admission, second);

    assertThat(((Result.Refused) result).fault().code()).isEqualTo(FaultCode.INSUFFICIENT_BALANCE);
    assertThat(exists(second.id())).isFalse();
    assertThat(stage.purse(account)).isEqualTo(Purse.of("0.01", "0.01"));
    assertThat(kafka.keptOf(account))
        .as("two turns, of which one is an orphan")
        .extracting(kept -> kept.turn().request())
        .contains(second.id());
    admit(admission, aSubmission().of(account).make());
    assertThat(kafka.keptOf(account)).as("the next is looked at").hasSize(2);
  }

  /** Or a worker could drop a record whose row is still to come. */
  @Test
  void aTransactionThatBeganTooLongBehindItsTurnIsGivenUpAndDoneAnew() {
    var account = stage.account("10");
    var clock = new HandClock();
    var late = new AtomicBoolean();
    Dispatcher dispatcher =
        records -> {
          if (late.getAndSet(false)) {
            clock.turn(AdmissionBounds.BEGINS_WITHIN.plusNanos(1));
          }
          return kafka.dispatcher().dispatch(records);
        };
    var transactions = Admissions.transactions(DATABASE, dispatcher, clock);
    admitBy(transactions, aSubmission().of(account).make());
    var inTime = aSubmission().of(account).make();
    admitBy(transactions, inTime);
    late.set(true);
    var second = aSubmission().of(account).make();

    var results = admitBy(transactions, second);

    assertThat(results).containsExactly(new Result.Admitted(positionOf(second.id())));
    assertThat(turnsOf(account, inTime)).isEqualTo(1);
    assertThat(turnsOf(account, second)).as("of which one is an orphan").isEqualTo(2);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("10", "0.03"));
  }

  private static List<Result> admitBy(AdmissionTransaction transactions, Submission submission) {
    return await(transactions.admit(List.of(new Offer(submission, Optional.empty()))));
  }

  private long turnsOf(AccountId account, Submission submission) {
    return kafka.keptOf(account).stream()
        .filter(kept -> kept.turn().request().equals(submission.id()))
        .count();
  }

  @Test
  void whenCreditGoesWhileTurnsAreRecordedWhatIsLeftIsDecidedUnderTheLock() {
    var account = stage.account("0.03");
    var other = stage.account("0.01");
    var first = aSubmission().of(account).holding("0.02").make();
    var second = aSubmission().of(account).holding("0.01").make();
    var ofOther = aSubmission().of(other).holding("0.01").make();
    var dispatcher = once(kafka.dispatcher(), () -> setBalance(account, "0.02"));

    var results = await(Admissions.together(DATABASE, dispatcher, first, second, ofOther));

    assertThat(results)
        .startsWith(new Result.Admitted(positionOf(first.id())))
        .endsWith(new Result.Admitted(positionOf(ofOther.id())));
    assertThat(((Result.Refused) results.get(1)).fault().details()).containsEntry("available", "0");
    assertThat(exists(second.id())).isFalse();
    assertThat(stage.purse(account)).isEqualTo(Purse.of("0.02", "0.02"));
    assertThat(stage.purse(other)).isEqualTo(Purse.of("0.01", "0.01"));
  }

  @Test
  void aDispatcherThatBreaksItsPromiseLeavesNoTransactionOpen() {
    var account = stage.account("1");
    var submission = aSubmission().of(account).make();
    var admission = admission(records -> Uni.createFrom().nullItem());

    assertThatThrownBy(() -> admit(admission, submission)).isNotNull();

    // Looked up in the catalogue: asked by the very session that holds it, a lock is no obstacle.
    assertThat(
            DATABASE.run(
                "select from pg_locks where relation = 'account'::regclass"
                    + " and mode in ('AccessShareLock', 'RowShareLock')"))
        .isEmpty();
    nothingRemainsOf(submission);
  }

  @Test
  void aFailedBatchGivesItsConnectionBack() {
    var account = stage.account("1");
    Dispatcher broken = records -> Uni.createFrom().failure(new IllegalStateException("no leader"));
    var admission = admission(broken);

    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> admit(admission, aSubmission().of(account).make())).isNotNull();
    }

    stillWorks(account);
  }

  // ------------------------------------------------------------------------------------- helpers

  private static Admission admission(Dispatcher dispatcher) {
    return new PostgresAdmission(DATABASE.pool(), dispatcher, config("PT8S"));
  }

  private static AdmissionConfig config(String transactionTimeout) {
    return Settings.of(
        AdmissionConfig.class,
        Map.of(
            "millrace.admission.transaction-timeout",
            transactionTimeout,
            "millrace.admission.max-batch",
            "64"));
  }

  private static Result admit(Admission admission, Submission submission) {
    return await(admission.admit(submission));
  }

  private static List<Result> admitAll(Admission admission, List<Submission> submissions) {
    return await(Uni.join().all(submissions.stream().map(admission::admit).toList()).andFailFast());
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  private static void setBalance(AccountId account, String balance) {
    DATABASE.run(
        "update account set balance = $2 where id = $1",
        account.value(),
        Money.parse(balance).nanos());
  }

  /** Ends the session that admits for the account, and waits until it is gone. */
  private void killHolderOf(AccountId account) {
    var holders = openTransactions();
    assertThat(holders).as("the admission of %s", account).isNotEmpty();
    holders.forEach(row -> DATABASE.run("select pg_terminate_backend($1)", row.getInteger("pid")));
    Awaitility.await().atMost(SOON).until(() -> openTransactions().isEmpty());
  }

  private static List<Row> openTransactions() {
    return DATABASE.run(
        "select pid from pg_stat_activity where state = 'idle in transaction' and pid <>"
            + " pg_backend_pid()");
  }

  private static boolean isLocked(AccountId account) {
    return DATABASE
        .run("select from account where id = $1 for update skip locked", account.value())
        .isEmpty();
  }

  private void nothingRemainsOf(Submission submission) {
    assertThat(exists(submission.id())).isFalse();
    assertThat(
            DATABASE.run(
                "select from request_payload where request_id = $1", submission.id().value()))
        .isEmpty();
    assertThat(stage.purse(submission.account()).held()).isEqualTo(Money.ZERO);
  }

  /** The account is not locked, and its credit is whole. */
  private void stillWorks(AccountId account) {
    var balance = stage.purse(account).balance();
    var all = aSubmission().of(account).holding(balance.toString()).make();

    assertThat(admit(admission(kafka.dispatcher()), all)).isInstanceOf(Result.Admitted.class);

    // Gives it back, for what the test asks next.
    DATABASE.run("update account set held = 0 where id = $1", account.value());
  }

  private static boolean exists(RequestId id) {
    return !DATABASE.run("select from request where id = $1", id.value()).isEmpty();
  }

  private static long requestsOf(AccountId account) {
    return DATABASE
        .run("select count(*) as n from request where account_id = $1", account.value())
        .getFirst()
        .getLong("n");
  }

  private static DispatchPosition positionOf(RequestId id) {
    var row =
        DATABASE
            .run(
                "select lane, dispatch_partition, dispatch_offset from request where id = $1",
                id.value())
            .getFirst();
    return new DispatchPosition(
        Lane.parse(row.getString("lane")).orElseThrow(),
        row.getInteger("dispatch_partition"),
        row.getLong("dispatch_offset"));
  }

  private static int indexOf(List<Submission> submissions, Kept kept) {
    return submissions.stream().map(Submission::id).toList().indexOf(kept.turn().request());
  }
}
