package dev.millrace.postgres.queue;

import static dev.millrace.postgres.queue.Dispatchers.once;
import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Admission.Result;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spend caps, decided in the transaction that admits. */
class PostgresCappedAdmissionIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Database DATABASE = Database.shared();
  private static KafkaForTests kafka;

  private final PostgresStage stage = new PostgresStage(DATABASE);
  private final AccountId account = stage.account("100");
  private final UUID key = stage.key(account);
  private final UUID otherKey = stage.key(account);
  private final Admission one = admission();
  private final Admission other = admission();
  private final RequestQueue queue =
      new PostgresRequestQueue(DATABASE.pool(), Settings.of(SettlementConfig.class, Map.of()));

  @BeforeAll
  static void connect() {
    kafka = new KafkaForTests();
  }

  @AfterAll
  static void close() {
    kafka.close();
  }

  @AfterEach
  void theBooksAgree() {
    Books.agree(DATABASE, account);
  }

  @Test
  void concurrentSubmitsAgainstACapThatCoversExactly37Admit37() {
    cap(key, "day", "0.37");

    var results = admitAll(200, key);

    assertThat(results).filteredOn(Result.Admitted.class::isInstance).hasSize(37);
    assertThat(results)
        .filteredOn(Result.Refused.class::isInstance)
        .hasSize(163)
        .allSatisfy(
            refused -> assertThat(fault(refused).code()).isEqualTo(FaultCode.SPEND_CAP_REACHED));
    assertThat(stage.purse(account)).isEqualTo(Purse.of("100", "0.37"));
    assertThat(kafka.keptOf(account)).hasSizeGreaterThanOrEqualTo(37);
  }

  @Test
  void keysTogetherStayWithinTheCapOfTheirAccount() {
    cap(null, "total", "0.37");

    var results =
        await(
            Uni.join()
                .all(
                    IntStream.range(0, 200)
                        .mapToObj(
                            i ->
                                (i % 2 == 0 ? one : other)
                                    .admit(submission(i % 3 == 0 ? key : otherKey)))
                        .toList())
                .andFailFast());

    assertThat(results).filteredOn(Result.Admitted.class::isInstance).hasSize(37);
  }

  @Test
  void whatACapLeavesUnderABalanceThatCoversLessIsDecidedByTheBalance() {
    var poor = stage.account("0.05");
    var poorKey = stage.key(poor);
    DATABASE.run(
        "select set_spend_cap(gen_random_uuid(), $1, $2, 'day', 70000000, now())",
        poor.value(),
        poorKey);

    var results =
        await(
            Uni.join()
                .all(
                    IntStream.range(0, 20)
                        .mapToObj(i -> aSubmission().of(poor).by(poorKey).make())
                        .map(s -> (s.id().hashCode() % 2 == 0 ? one : other).admit(s))
                        .toList())
                .andFailFast());

    assertThat(results).filteredOn(Result.Admitted.class::isInstance).hasSize(5);
    Books.agree(DATABASE, poor);
  }

  @Test
  void theRefusalSaysWhichCapWhatIsUsedOfItAndUntilWhen() {
    cap(key, "day", "0.02");
    admit(key);
    complete(admit(key), "0.005");

    var refused = fault(await(one.admit(submission(key))));

    assertThat(refused.details())
        .containsEntry("cap", "0.02")
        .containsEntry("period", "day")
        .containsEntry("scope", "key")
        .containsEntry("spent", "0.005")
        .containsEntry("held", "0.01")
        .containsEntry("needed", "0.01")
        .containsKey("resetsAt");
    assertThat(refused.message()).contains(refused.details().get("resetsAt"));
    assertThat(await(one.admit(submission(otherKey)))).isInstanceOf(Result.Admitted.class);
  }

  @Test
  void whatEndsForLessThanItHeldMakesRoom() {
    cap(key, "total", "0.025");
    var first = admit(key);
    admit(key);
    assertThat(await(one.admit(submission(key)))).isInstanceOf(Result.Refused.class);

    complete(first, "0.004");

    assertThat(await(one.admit(submission(key)))).isInstanceOf(Result.Admitted.class);
  }

  @Test
  void aFailureGivesItsCapAllBack() {
    cap(key, "total", "0.011");
    var first = admit(key);

    settle(first, new Verdict.Fail(Fault.of(FaultCode.PROVIDER_BROKEN, "it broke")), Instant.now());

    assertThat(await(one.admit(submission(key)))).isInstanceOf(Result.Admitted.class);
  }

  @Test
  void aCapThatIsLoweredWhileTurnsAreRecordedHolds() {
    cap(key, "total", "0.02");
    var dispatcher = once(kafka.dispatcher(), () -> cap(key, "total", "0.01"));

    var results = admitTogether(dispatcher, submission(key), submission(key), submission(otherKey));

    assertThat(results)
        .extracting(Result.Admitted.class::isInstance)
        .containsExactly(true, false, true);
    assertThat(fault(results.get(1)).code()).isEqualTo(FaultCode.SPEND_CAP_REACHED);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("100", "0.02"));
  }

  /** What the day of the one leaves of a daily cap is not what the day of the other leaves. */
  @Test
  void submissionsOfTwoDaysAreAdmittedTogether() {
    cap(key, "day", "0.025");
    complete(admit(key), "0.01");
    complete(admit(key), "0.01");
    var tomorrow = Instant.now().plus(DAY);

    var results =
        admitTogether(
            kafka.dispatcher(),
            submission(otherKey),
            aSubmission().of(account).by(key).holding("0.02").at(tomorrow).make());

    assertThat(results).hasOnlyElementsOfType(Result.Admitted.class);
  }

  @Test
  void onTheNextDayADailyCapIsWholeAgainButForWhatIsStillUnderWay() {
    cap(key, "day", "0.025");
    complete(admit(key), "0.01");
    admit(key);
    assertThat(await(one.admit(submission(key)))).isInstanceOf(Result.Refused.class);

    var tomorrow = aSubmission().of(account).by(key).holding("0.015").at(Instant.now().plus(DAY));

    assertThat(await(one.admit(tomorrow.make()))).isInstanceOf(Result.Admitted.class);
    assertThat(await(one.admit(tomorrow.make()))).isInstanceOf(Result.Refused.class);
  }

  // ------------------------------------------------------------------------------------- helpers

  private static Admission admission() {
    return admission(kafka.dispatcher());
  }

  private static Admission admission(Dispatcher dispatcher) {
    return new PostgresAdmission(
        DATABASE.pool(),
        dispatcher,
        Settings.of(AdmissionConfig.class, Map.of("millrace.admission.max-batch", "64")));
  }

  private void cap(UUID of, String period, String amount) {
    DATABASE.run(
        "select set_spend_cap(gen_random_uuid(), $1, $2, $3, $4, now())",
        account.value(),
        of,
        period,
        Money.parse(amount).nanos());
  }

  private Submission submission(UUID by) {
    return aSubmission().of(account).by(by).holding("0.01").make();
  }

  private static List<Result> admitTogether(Dispatcher dispatcher, Submission... submissions) {
    return await(Admissions.together(DATABASE, dispatcher, submissions));
  }

  private List<Result> admitAll(int many, UUID by) {
    return await(
        Uni.join()
            .all(
                IntStream.range(0, many)
                    .mapToObj(i -> (i % 2 == 0 ? one : other).admit(submission(by)))
                    .toList())
            .andFailFast());
  }

  private RequestId admit(UUID by) {
    var submission = submission(by);
    assertThat(await(one.admit(submission))).isInstanceOf(Result.Admitted.class);
    return submission.id();
  }

  private void complete(RequestId request, String charge) {
    var everyClassOfTokens = new Usage(70, 30, 20, 5, 9, 1, List.of(), Duration.ofMillis(3));
    settle(
        request,
        new Verdict.Complete("{}", List.of(), Money.parse(charge), everyClassOfTokens),
        Instant.now());
  }

  private void settle(RequestId request, Verdict verdict, Instant at) {
    var claim =
        await(queue.claim(new WorkerId(UUID.randomUUID()), List.of(request), Instant.now()))
            .getFirst();
    assertThat(await(queue.settle(List.of(new Verdict.Of(claim, "main", verdict, at)))))
        .allMatch(settled -> settled.applied());
  }

  private static Fault fault(Result result) {
    return ((Result.Refused) result).fault();
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
