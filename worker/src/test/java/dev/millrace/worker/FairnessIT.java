package dev.millrace.worker;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.QueueProgress;
import dev.millrace.queue.Submission;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * What a flood of one account costs another one's single request, counted in requests of the flood
 * that began in between. {@code -Dmillrace.fairness.queued=100000} makes a larger flood.
 */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class FairnessIT {
  private static final Logger LOG = Logger.getLogger(FairnessIT.class);
  private static final int QUEUED = Integer.getInteger("millrace.fairness.queued", 10_000);
  private static final int AT_ONCE = 2_000;
  private static final int SINGLES = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60 + QUEUED / 200);

  /** A single request is read within a few of the flood's ends; 1,024 run at once. */
  private static final int FEW = 32;

  @Inject Admission admission;
  @Inject QueueProgress progress;
  @Inject GatedModel gate;
  @Inject Pool pool;

  @ConfigProperty(name = "millrace.execute.concurrency", defaultValue = "1024")
  int slots;

  @Test
  void aFloodDelaysASingleRequestByAFewOfTheFloodsAndNotByItsLength() throws Exception {
    var flooder = account("1000");
    var last = flood(flooder);
    gate.awaitBegun(slots, PATIENCE);

    var delays = new ArrayList<Integer>();
    var positions = new ArrayList<Long>();
    for (int i = 0; i < SINGLES; i++) {
      int before = gate.begun();
      var single = submission(account("1"));
      positions.add(progress.waiting(admitted(single)).position());
      while (gate.begunBefore(single.id()) < 0) {
        int begun = gate.begun();
        gate.letOneEnd();
        gate.awaitBegun(begun + 1, PATIENCE);
      }
      delays.add(gate.begunBefore(single.id()) - before);
    }
    LOG.infof(
        "%,d queued of one account, %d slots: %d single requests of others each began after %s of"
            + " the flood's (most %d); queue_position said %s, and %,d for the flood's last",
        QUEUED,
        slots,
        SINGLES,
        delays,
        Collections.max(delays),
        positions,
        progress.waiting(last).position());

    assertThat(delays).allSatisfy(delay -> assertThat(delay).isLessThanOrEqualTo(FEW));
    assertThat(positions).allSatisfy(position -> assertThat(position).isLessThan(QUEUED / 10));
    assertThat(progress.waiting(last).position()).isGreaterThan(QUEUED / 2);
    gate.letAllEnd();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> held(flooder), held -> held == 0);
  }

  private DispatchPosition flood(AccountId account) {
    List<Admission.Result> results = List.of();
    for (int sent = 0; sent < QUEUED; sent += AT_ONCE) {
      var admissions =
          Stream.generate(() -> admission.admit(submission(account))).limit(AT_ONCE).toList();
      results = now(Uni.join().all(admissions).andFailFast());
      assertThat(results).allMatch(Admission.Result.Admitted.class::isInstance);
    }
    return ((Admission.Result.Admitted) results.getLast()).position();
  }

  private DispatchPosition admitted(Submission submission) {
    return ((Admission.Result.Admitted) now(admission.admit(submission))).position();
  }

  private static Submission submission(AccountId account) {
    return aSubmission().of(account).to("local/gated", "{}").holding("0.001").make();
  }

  private AccountId account(String balance) {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    now(
        pool.preparedQuery(
                "insert into account (id, name, plan, balance, created_at) values ($1, 'ann',"
                    + " 'free', $2, now())")
            .execute(Tuple.of(id.value(), Money.parse(balance).nanos())));
    return id;
  }

  private long held(AccountId account) {
    return now(pool.preparedQuery("select held from account where id = $1")
            .execute(Tuple.of(account.value())))
        .iterator()
        .next()
        .getLong("held");
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
