package dev.millrace.worker;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.postgres.queue.PostgresStage;
import dev.millrace.queue.Admission;
import dev.millrace.testing.Database;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Guards the hot path: what the whole process allocates for one request from admission to
 * settlement, in bytes. Unlike a time it hardly differs between machines; how many requests share a
 * batch does, so the bound is twice what was measured. When it is broken by something that is worth
 * it, raise it, and say why in the commit.
 */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class AllocationIT {
  private static final Logger LOG = Logger.getLogger(AllocationIT.class);
  private static final int REQUESTS = 1_000;
  private static final int ROUNDS = 4;
  private static final long BOUND = 64_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Admission admission;

  private final PostgresStage stage = new PostgresStage(Database.shared());

  @Test
  void aRequestFromAdmissionToSettlement() {
    var account = stage.account("1000");
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = allocated();
      run(account);
      least = Math.min(least, (allocated() - before) / REQUESTS);
    }

    LOG.infof("%,d bytes a request", least);
    assertThat(least).as("bytes that a request allocates").isBetween(1_000L, BOUND);
  }

  private void run(AccountId account) {
    var admissions =
        Stream.generate(() -> aSubmission().of(account).to("local/echo", "{}").holding("0.001"))
            .limit(REQUESTS)
            .map(one -> admission.admit(one.make()))
            .toList();
    assertThat(now(Uni.join().all(admissions).andFailFast()))
        .allMatch(Admission.Result.Admitted.class::isInstance);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> stage.purse(account).held(), Money.ZERO::equals);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
