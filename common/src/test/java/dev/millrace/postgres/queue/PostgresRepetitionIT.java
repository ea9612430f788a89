package dev.millrace.postgres.queue;

import static dev.millrace.postgres.queue.Dispatchers.once;
import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Admission.Result;
import dev.millrace.queue.Digest;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Offer;
import dev.millrace.queue.RepeatMark;
import dev.millrace.queue.RepeatMark.Kind;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A repetition finds the first, on any api process. */
class PostgresRepetitionIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofHours(24);
  private static final Database DATABASE = Database.shared();
  private static KafkaForTests kafka;

  private final PostgresStage stage = new PostgresStage(DATABASE);
  private final AccountId account = stage.account("1");

  @BeforeAll
  static void connect() {
    kafka = new KafkaForTests();
  }

  @AfterAll
  static void close() {
    kafka.close();
  }

  /** Two api processes, small batches: equal keys meet within batches, between them and across. */
  @Test
  void ofManyConcurrentSubmitsWithOneKeyExactlyOneIsAdmitted() {
    var one = admission(kafka.dispatcher());
    var other = admission(kafka.dispatcher());
    var offers = IntStream.range(0, 50).mapToObj(i -> offer(Kind.NAMED, "k", "b")).toList();

    var results =
        await(
            Uni.join()
                .all(
                    IntStream.range(0, 50)
                        .mapToObj(i -> (i % 2 == 0 ? one : other).admit(offers.get(i)))
                        .toList())
                .andFailFast());

    assertThat(results).filteredOn(Result.Admitted.class::isInstance).hasSize(1);
    var original =
        IntStream.range(0, 50)
            .filter(i -> results.get(i) instanceof Result.Admitted)
            .mapToObj(i -> offers.get(i).submission().id())
            .toList()
            .getFirst();
    assertThat(results)
        .filteredOn(Result.Replayed.class::isInstance)
        .hasSize(49)
        .containsOnly(new Result.Replayed(original));
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1", "0.01"));
    assertThat(requests()).containsExactly(original);
    assertThat(kafka.keptOf(account)).extracting(kept -> kept.turn().request()).contains(original);
  }

  @Test
  void aKeyThatIsUsedElsewhereWhileTheTurnIsRecordedIsARepetition() {
    var other = admission(kafka.dispatcher());
    var first = offer(Kind.NAMED, "k", "b");
    var admission = admission(once(kafka.dispatcher(), () -> await(other.admit(first))));

    var result = await(admission.admit(offer(Kind.NAMED, "k", "b")));

    assertThat(result).isEqualTo(new Result.Replayed(first.submission().id()));
    assertThat(requests()).containsExactly(first.submission().id());
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1", "0.01"));
  }

  /** The other day's row is no conflict of the index. */
  @Test
  void soIsOneThatIsUsedOnAnotherDay() {
    var noon = LocalDate.now(ZoneOffset.UTC).atTime(12, 0).toInstant(ZoneOffset.UTC);
    var other = admission(kafka.dispatcher());
    var first = offerAt(noon.minus(Duration.ofHours(13)), "k");
    var admission = admission(once(kafka.dispatcher(), () -> await(other.admit(first))));

    var result = await(admission.admit(offerAt(noon, "k")));

    assertThat(result).isEqualTo(new Result.Replayed(first.submission().id()));
  }

  @Test
  void aFirstSendingThatIsSentElsewhereMeanwhileIsStillNew() {
    var other = admission(kafka.dispatcher());
    var earlier = offer(Kind.FIRST_SENDING, "k", "k");
    var later = offer(Kind.FIRST_SENDING, "k", "k");
    var admission = admission(once(kafka.dispatcher(), () -> await(other.admit(earlier))));

    var result = await(admission.admit(later));

    assertThat(result).isInstanceOf(Result.Admitted.class);
    assertThat(await(other.admit(offer(Kind.SENT_AGAIN, "k", "k"))))
        .isEqualTo(new Result.Replayed(later.submission().id()));
  }

  @Test
  void aKeyWithAnotherBodyIsRefusedAndLeavesTheFirstAsItWas() {
    var admission = admission(kafka.dispatcher());
    var first = offer(Kind.NAMED, "k", "b");
    await(admission.admit(first));

    var other = await(admission.admit(offer(Kind.NAMED, "k", "other")));
    var again = await(admission.admit(offer(Kind.NAMED, "k", "b")));

    assertThat(((Result.Refused) other).fault().code()).isEqualTo(FaultCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(again).isEqualTo(new Result.Replayed(first.submission().id()));
    assertThat(requests()).hasSize(1);
  }

  @Test
  void whatIsRefusedForWantOfCreditLeavesNoKeyBehind() {
    var admission = admission(kafka.dispatcher());
    var poor = stage.account("0");
    var mark = Optional.of(mark(Kind.NAMED, "k", "b", DAY));

    var refused = await(admission.admit(new Offer(aSubmission().of(poor).make(), mark)));
    DATABASE.run("update account set balance = 1000000000 where id = $1", poor.value());
    var later = await(admission.admit(new Offer(aSubmission().of(poor).make(), mark)));

    assertThat(refused).isInstanceOf(Result.Refused.class);
    assertThat(later).isInstanceOf(Result.Admitted.class);
  }

  @Test
  void whatKafkaDoesNotTakeLeavesNoKeyBehind() {
    Dispatcher broken = records -> Uni.createFrom().failure(new IllegalStateException("no leader"));
    assertThatThrownBy(() -> await(admission(broken).admit(offer(Kind.NAMED, "k", "b"))))
        .hasMessage("no leader");

    var later = await(admission(kafka.dispatcher()).admit(offer(Kind.NAMED, "k", "b")));

    assertThat(later).isInstanceOf(Result.Admitted.class);
  }

  @Test
  void aClientLibrarysRepetitionFindsItsLatestFirstSending() {
    var admission = admission(kafka.dispatcher());
    var first = offer(Kind.FIRST_SENDING, "k", "k");
    var fresh = offer(Kind.FIRST_SENDING, "k", "k");

    var results =
        List.of(
            await(admission.admit(first)),
            await(admission.admit(offer(Kind.SENT_AGAIN, "k", "k"))),
            await(admission.admit(fresh)),
            await(admission.admit(offer(Kind.SENT_AGAIN, "k", "k"))));

    assertThat(results.get(1)).isEqualTo(new Result.Replayed(first.submission().id()));
    assertThat(results.get(2)).isInstanceOf(Result.Admitted.class);
    assertThat(results.get(3)).isEqualTo(new Result.Replayed(fresh.submission().id()));
  }

  @Test
  void aKeyIsFoundAcrossMidnightAndIsNewAgainWhenItHasRunOut() {
    var admission = admission(kafka.dispatcher());
    var noon = LocalDate.now(ZoneOffset.UTC).atTime(12, 0).toInstant(ZoneOffset.UTC);
    var first = offerAt(noon.minus(Duration.ofHours(13)), "k");
    await(admission.admit(first));

    var nextDay = await(admission.admit(offerAt(noon.minus(Duration.ofHours(11)), "k")));
    var ranOut =
        await(admission.admit(offerAt(noon.plus(Duration.ofHours(11).plusMillis(1)), "k")));

    assertThat(nextDay).isEqualTo(new Result.Replayed(first.submission().id()));
    assertThat(ranOut).isInstanceOf(Result.Admitted.class);
  }

  @Test
  void daysAreDroppedOnlyWhenAllTheirKeysHaveRunOut() {
    var marks = new PostgresRepeatMarks(DATABASE.pool(), keys());
    var today = LocalDate.now(ZoneOffset.UTC);
    var soon = today.atTime(1, 0).toInstant(ZoneOffset.UTC);
    // A day that is long gone, as an upkeep that rested would find it.
    DATABASE.run("select turn_idempotency_keys($1, $2)", today.minusDays(9), today);

    int turned = await(marks.turnDays(soon));

    assertThat(turned).isPositive();
    assertThat(days())
        .contains(today.minusDays(2), today.minusDays(1), today, today.plusDays(14))
        .doesNotContain(today.minusDays(3));
    assertThat(await(marks.turnDays(soon))).isZero();
  }

  private static List<LocalDate> days() {
    return DATABASE
        .run(
            """
            select to_date(right(c.relname, 8), 'YYYYMMDD') as day
              from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = 'idempotency_key'::regclass
            """)
        .stream()
        .map(row -> row.getLocalDate("day"))
        .toList();
  }

  private List<RequestId> requests() {
    return DATABASE.run("select id from request where account_id = $1", account.value()).stream()
        .map(row -> new RequestId(row.getUUID("id")))
        .toList();
  }

  private Offer offer(Kind kind, String key, String body) {
    return new Offer(aSubmission().of(account).make(), Optional.of(mark(kind, key, body, DAY)));
  }

  private Offer offerAt(Instant at, String key) {
    return new Offer(
        aSubmission().of(account).at(at).make(), Optional.of(mark(Kind.NAMED, key, "b", DAY)));
  }

  private static RepeatMark mark(Kind kind, String key, String body, Duration within) {
    return new RepeatMark(kind, digest(key), digest(body), within);
  }

  private static Digest digest(String text) {
    return Digest.of("test", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Admission admission(Dispatcher dispatcher) {
    return new PostgresAdmission(
        DATABASE.pool(),
        dispatcher,
        Settings.of(AdmissionConfig.class, Map.of("millrace.admission.max-batch", "8")));
  }

  private static IdempotencyConfig keys() {
    return Settings.of(IdempotencyConfig.class, Map.of());
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
