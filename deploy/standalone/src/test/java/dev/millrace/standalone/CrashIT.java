package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.audit.AuditAnswer;
import dev.millrace.bench.cluster.Books;
import dev.millrace.bench.cluster.Caller;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.SteadyLoad;
import dev.millrace.request.RequestId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application dies as by {@code kill -9}: what it had promised is kept. */
class CrashIT {
  private static final int SLEEPERS = 20;
  private static final int SECONDS = 5;
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration ALL_DONE = Duration.ofSeconds(60);
  private Cluster platform;

  @BeforeEach
  void start() {
    platform = RunningPlatform.of(1, 1);
  }

  @Test
  void requestsOfADeadWorkerAreTakenOverOnce() throws Exception {
    var ids = sleepers();
    platform.books().awaitEach(ids, standing -> standing.status().equals("IN_PROGRESS"), SOON);

    platform.worker(1).kill();
    platform.worker(2).start();
    platform.books().awaitAllEnded(ALL_DONE);

    assertThat(platform.books().notCompleted(ids)).isEmpty();
    platform.books().awaitEach(ids, standing -> standing.attempt() == 2, SOON);
    assertThat(platform.audit()).matches(AuditAnswer::isClean);
  }

  @Test
  void whatADeadApiAcknowledgedIsThereAndNoHoldIsLeftBehind() throws Exception {
    Books.Totals atDeath;
    var load = SteadyLoad.on(platform.target(1));
    try (load) {
      load.goOn(CALM);
      platform.api(1).kill();
      atDeath = platform.books().totals();
      platform.api(1).start();
      load.awaitAcknowledgedAfter(System.nanoTime(), SOON);
    }
    platform.books().awaitAllEnded(ALL_DONE);

    assertThat(atDeath).matches(Books.Totals::areExact);
    assertThat(platform.books().notCompleted(load.acknowledged())).isEmpty();
    assertThat(platform.audit()).matches(AuditAnswer::isClean);
  }

  private Set<RequestId> sleepers() throws InterruptedException {
    var ids = new HashSet<RequestId>();
    try (var caller = new Caller(platform.target(1))) {
      for (int i = 0; i < SLEEPERS; i++) {
        ids.add(caller.sleep(SECONDS).id().orElseThrow());
      }
    }
    return ids;
  }
}
