package dev.millrace.worker.dispatch;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.kafka.KafkaConfig;
import dev.millrace.kafka.KafkaSettings;
import dev.millrace.model.Catalogue;
import dev.millrace.money.Money;
import dev.millrace.queue.Admission;
import dev.millrace.queue.Liveness;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Submission;
import dev.millrace.testing.PlatformEngines;
import dev.millrace.testing.Settings;
import dev.millrace.worker.execute.Announcer;
import dev.millrace.worker.execute.ExecuteConfig;
import dev.millrace.worker.execute.Executor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Workers that come and go while requests run: the application's own one stays. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class RollingRestartIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Inject Vertx vertx;
  @Inject RequestQueue queue;
  @Inject Executor executor;
  @Inject Announcer announcer;
  @Inject Liveness liveness;
  @Inject DispatchMetrics metrics;
  @Inject InstantSource clock;
  @Inject DispatchConfig dispatch;
  @Inject KafkaConfig kafka;
  @Inject KafkaSettings connection;
  @Inject Admission admission;
  @Inject Pool pool;
  @Inject MeterRegistry meters;
  @Inject Catalogue catalogue;

  @Test
  void requestsOfAWorkerThatStopsGoBackUntouchedAndNoneFails() throws Exception {
    double takenOver = takeOvers();
    var accounts = IntStream.range(0, 8).mapToObj(i -> account()).toList();
    var comingAndGoing = worker();
    comingAndGoing.onStart(new StartupEvent());
    // Its share of the partitions comes to it while requests arrive.
    var requests = new ArrayList<Submission>();
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              requests.add(submit(accounts.get(requests.size() % accounts.size())));
              return runBy(comingAndGoing, requests) >= 5;
            });

    comingAndGoing.onStop(new ShutdownEvent());
    long leftBehind = runBy(comingAndGoing, requests);
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> count("status in ('IN_QUEUE', 'IN_PROGRESS')", requests) == 0);

    assertThat(leftBehind).isZero();
    assertThat(count("status = 'COMPLETED'", requests)).isEqualTo(requests.size());
    assertThat(count("deferrals = 1 and attempt = 2", requests)).isPositive();
    assertThat(count("attempt > deferrals + 1", requests)).isZero();
    assertThat(takeOvers()).isEqualTo(takenOver);
  }

  // ------------------------------------------------------------------------------------- helpers

  /** Each runs for longer than the grace of the worker that goes. */
  private Submission submit(AccountId account) {
    var submission =
        aSubmission().of(account).to("local/sleep", "{\"seconds\":3}").holding("0.01").make();
    assertThat(admission.admit(submission).await().atMost(SOON))
        .isInstanceOf(Admission.Result.Admitted.class);
    return submission;
  }

  private Worker worker() {
    var execute =
        Settings.of(ExecuteConfig.class, Map.of("millrace.execute.drain-within", "PT0.2S"));
    return new Worker(
        vertx,
        queue,
        executor,
        announcer,
        liveness,
        metrics,
        catalogue,
        clock,
        new Worker.Settings(execute, dispatch, kafka, connection));
  }

  private long runBy(Worker worker, List<Submission> requests) {
    return count("worker_id = '%s'".formatted(worker.id()), requests);
  }

  private long count(String condition, List<Submission> requests) {
    var ids = requests.stream().map(r -> r.id().value()).toArray(UUID[]::new);
    return now(pool.preparedQuery("select id from request where id = any($1) and " + condition)
            .execute(Tuple.from(List.of((Object) ids))))
        .size();
  }

  private AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    now(
        pool.preparedQuery(
                "insert into account (id, name, plan, balance, created_at) values ($1, 'ann',"
                    + " 'free', $2, now())")
            .execute(Tuple.of(id.value(), Money.parse("100").nanos())));
    return id;
  }

  private double takeOvers() {
    return meters.counter("millrace.dispatch.takeovers").count();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
