package dev.millrace.postgres.queue;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.file.StoredFile;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Claim;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.queue.Stage.Release;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Batches of which the database refuses a row for what it holds. */
class PostgresRefusalIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Database DATABASE = Database.shared();

  private final PostgresStage stage = new PostgresStage(DATABASE);
  private final AccountId account = stage.account("10");
  private final RequestQueue queue =
      new PostgresRequestQueue(
          DATABASE.pool(),
          Settings.of(
              SettlementConfig.class, Map.of("millrace.settlement.transaction-timeout", "PT30S")));

  @Test
  void aVerdictThatIsRefusedFailsItsRequestAndTheOthersAreSettled() {
    var good = claim();
    var refused = claim();
    var alsoGood = claim();

    var settled =
        queue
            .settle(
                List.of(
                    of(good, complete(1)), of(refused, complete(-1)), of(alsoGood, complete(1))))
            .await()
            .atMost(SOON);

    assertThat(settled.get(0)).isEqualTo(new Settled(true, 2));
    assertThat(settled.get(2)).isEqualTo(new Settled(true, 2));
    assertThat(settled.get(1).applied()).isTrue();
    assertThat(settled.get(1).instead())
        .get()
        .isInstanceOfSatisfying(
            Verdict.Fail.class,
            fail -> assertThat(fail.fault().code()).isEqualTo(FaultCode.UNKNOWN));
    assertThat(stage.state(good.request()).status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(stage.state(refused.request()).status()).isEqualTo(RequestStatus.FAILED);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("9", "0"));
    assertThat(stage.releases(account))
        .containsExactly(new Release(refused.request(), Money.parse("2"), "UNKNOWN"));
    Books.agree(DATABASE, account);
  }

  /** No charge exceeds its hold, says a constraint, whatever a rate card made of an output. */
  @Test
  void aChargeThatIsRefusedTakesNothingAndReleasesItsHold() {
    var good = claim();
    var tooDear = claim();

    queue
        .settle(List.of(of(tooDear, charge("2.000000001")), of(good, charge("2"))))
        .await()
        .atMost(SOON);

    assertThat(stage.state(tooDear.request()).status()).isEqualTo(RequestStatus.FAILED);
    assertThat(stage.state(good.request()).status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("8", "0"));
    Books.agree(DATABASE, account);
  }

  @Test
  void aSubmissionThatIsRefusedFailsAloneAndTheOthersOfItsBatchAreAdmitted() {
    var good = aSubmission().of(account).make();
    var alsoGood = aSubmission().of(account).make();
    var refused = labelled(aSubmission().of(account).make(), "{\"a\":\"\\u0000\"}");

    try (var kafka = new KafkaForTests()) {
      var admission =
          new PostgresAdmission(
              DATABASE.pool(),
              kafka.dispatcher(),
              Settings.of(
                  AdmissionConfig.class,
                  Map.of("millrace.admission.transaction-timeout", "PT30S")));

      // The first one is a batch of its own; the others gather behind it.
      var results =
          Uni.join()
              .all(
                  admission.admit(aSubmission().of(account).make()),
                  admission.admit(good),
                  admission.admit(refused),
                  admission.admit(alsoGood))
              .andFailFast()
              .await()
              .atMost(SOON);

      assertThat(results.get(1)).isInstanceOf(Admission.Result.Admitted.class);
      assertThat(results.get(3)).isInstanceOf(Admission.Result.Admitted.class);
      assertThat(results.get(2))
          .isInstanceOfSatisfying(
              Admission.Result.Refused.class,
              one -> assertThat(one.fault().code()).isEqualTo(FaultCode.UNKNOWN));
    }
    assertThat(stage.purse(account)).isEqualTo(Purse.of("10", "0.03"));
    Books.agree(DATABASE, account);
    assertThat(DATABASE.run("select 1 from request where id = $1", refused.id().value())).isEmpty();
  }

  private static Submission labelled(Submission s, String metadata) {
    return new Submission(
        s.id(),
        s.account(),
        s.key(),
        s.model(),
        s.terms(),
        s.input(),
        Optional.of(metadata),
        s.hold(),
        s.rateCard(),
        s.correlationId(),
        s.at());
  }

  private Claim claim() {
    var submission = aSubmission().of(account).holding("2").make();
    stage.admit(submission);
    return queue
        .claim(new WorkerId(UUID.randomUUID()), List.of(submission.id()), Instant.now())
        .await()
        .atMost(SOON)
        .getFirst();
  }

  private static Verdict charge(String amount) {
    return new Verdict.Complete(
        "{}", List.of(), Money.parse(amount), Usage.ofOutputs(1, Duration.ofMillis(3)));
  }

  /** No file has less than nothing in it, says a constraint. */
  private static Verdict complete(long size) {
    var id = UUID.randomUUID();
    return new Verdict.Complete(
        "{}",
        List.of(new StoredFile(id, "outputs/" + id, "a.png", "image/png", size)),
        Money.parse("0.5"),
        Usage.ofOutputs(0, Duration.ofMillis(3)));
  }

  private static Verdict.Of of(Claim claim, Verdict verdict) {
    return new Verdict.Of(claim, "main", verdict, Instant.now());
  }
}
