package dev.millrace.postgres.till;

import static dev.millrace.postgres.till.Spending.await;
import static dev.millrace.postgres.till.Spending.granted;
import static dev.millrace.queue.Submissions.aSubmission;
import static dev.millrace.till.Calls.aCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.Spender;
import dev.millrace.kafka.KafkaForTests;
import dev.millrace.money.Money;
import dev.millrace.postgres.queue.Admissions;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Offer;
import dev.millrace.queue.Stage.Purse;
import dev.millrace.queue.Submissions;
import dev.millrace.testing.Database;
import dev.millrace.till.Till.Reserved;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Calls and submits spend one balance over two nodes. */
class MixedSpendersIT {
  private static final Database DATABASE = Database.shared();
  private static final Map<String, String> PATIENT = Map.of("millrace.till.recall-within", "PT10S");
  private static KafkaForTests kafka;

  private final PostgresTillStage stage = new PostgresTillStage(DATABASE);
  private final PostgresTill here = Node.on(DATABASE, PATIENT).till();
  private final PostgresTill there = Node.on(DATABASE, PATIENT).till();

  @BeforeAll
  static void connect() {
    kafka = new KafkaForTests();
  }

  @AfterAll
  static void close() {
    kafka.close();
  }

  @BeforeEach
  void start() {
    here.start();
    there.start();
  }

  @AfterEach
  void stop() {
    here.stop();
    there.stop();
  }

  @RepeatedTest(3)
  void twoHundredSpendExactlyWhatThereIs() {
    var account = stage.account("0.37");
    var spender = new Spender(account, Submissions.KEY);
    var submitsHere = admission(here);
    var submitsThere = admission(there);

    var answers =
        await(
            Uni.join()
                .all(
                    IntStream.range(0, 200)
                        .mapToObj(
                            i ->
                                switch (i % 4) {
                                  case 0 -> call(here, spender);
                                  case 1 -> call(there, spender);
                                  case 2 -> submit(submitsHere, spender);
                                  default -> submit(submitsThere, spender);
                                })
                        .toList())
                .andFailFast());

    await(here.giveBackAll());
    await(there.giveBackAll());
    assertThat(answers).filteredOn(spent -> spent).hasSize(37);
    long queued = Admissions.countOf(DATABASE, account);
    assertThat(stage.calls(account) + queued).isEqualTo(37);
    var waiting = new Money(queued * 10_000_000L);
    assertThat(stage.purse(account)).isEqualTo(new Purse(waiting, waiting));
  }

  @Test
  void aSubmitGetsWhatATillHoldsIdle() {
    var account = stage.account("1");
    var spender = new Spender(account, Submissions.KEY);
    granted(there, spender, "0.01");

    var result = await(admission(here).admit(offer(spender, "0.99")));

    assertThat(result).isInstanceOf(Admission.Result.Admitted.class);
    assertThat(stage.purse(account)).isEqualTo(Purse.of("1", "1"));
  }

  @Test
  void aSubmitThatNothingCoversIsRefused() {
    var account = stage.account("1");
    var spender = new Spender(account, Submissions.KEY);
    granted(there, spender, "0.01");

    var result = await(admission(here).admit(offer(spender, "0.995")));

    assertThat(((Admission.Result.Refused) result).fault().details())
        .containsEntry("needed", "0.995")
        .containsEntry("available", "0.99");
  }

  private Admission admission(PostgresTill till) {
    return new RecallingAdmission(
        Admissions.on(DATABASE, kafka.dispatcher()), till, Duration.ofSeconds(20));
  }

  private static Uni<Boolean> call(PostgresTill till, Spender spender) {
    return till.reserve(spender, Money.parse("0.01"))
        .chain(
            reserved ->
                switch (reserved) {
                  case Reserved.Granted(var reservation) ->
                      till.settle(reservation, aCall().charging("0.01").make()).replaceWith(true);
                  case Reserved.Refused refused -> Uni.createFrom().item(false);
                });
  }

  private static Uni<Boolean> submit(Admission admission, Spender spender) {
    return admission.admit(offer(spender, "0.01")).map(Admission.Result.Admitted.class::isInstance);
  }

  private static Offer offer(Spender spender, String dollars) {
    return new Offer(aSubmission().of(spender.account()).holding(dollars).make(), Optional.empty());
  }
}
