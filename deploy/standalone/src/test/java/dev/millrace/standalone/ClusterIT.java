package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.audit.AuditAnswer;
import dev.millrace.bench.chaos.Findings.Followed;
import dev.millrace.bench.chaos.Follower;
import dev.millrace.bench.cluster.Books;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.Order;
import dev.millrace.bench.cluster.PatientCaller;
import dev.millrace.bench.cluster.PatientLoad;
import dev.millrace.engines.Service;
import dev.millrace.request.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two apis and two workers over one set of engines: to its callers they are one platform. */
class ClusterIT {
  private static final Duration CALM = Duration.ofSeconds(2);

  /** Enough of them are under way at any moment, and two cores can still start a process. */
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration ALL_DONE = Duration.ofSeconds(60);

  private Cluster cluster;

  @BeforeEach
  void start() {
    cluster = RunningPlatform.of(2, 2);
  }

  @Test
  void whatOneApiTookTheOtherKnows() throws Exception {
    try (var one = callerOf(1);
        var other = callerOf(2)) {
      var echo = one.submit(Order.echo("hello"));
      var sleep = other.submit(Order.sleep(60));
      one.awaitStatus("local/sleep", sleep, "IN_PROGRESS", SOON);

      one.cancel("local/sleep", sleep);

      other.awaitStatus("local/echo", echo, "COMPLETED", SOON);
      other.awaitStatus("local/sleep", sleep, "CANCELLED", SOON);
      cluster.books().awaitAllEnded(SOON);
      assertThat(cluster.audit()).matches(AuditAnswer::isClean);
    }
  }

  @Test
  void requestsOfADeadWorkerAreRunByTheOther() throws Exception {
    Set<RequestId> sleepers;
    try (var caller = callerOf(1, 2)) {
      sleepers = sleepers(caller);
      cluster.books().awaitEach(sleepers, standing -> standing.worker().isPresent(), SOON);

      busiest(sleepers).kill();

      cluster.books().awaitAllEnded(ALL_DONE);
      assertThat(cluster.books().notCompleted(sleepers)).isEmpty();
      assertThat(cluster.books().requests(sleepers).values())
          .allMatch(standing -> standing.attempt() <= 2)
          .anyMatch(standing -> standing.attempt() == 2);
      assertThat(cluster.audit()).matches(AuditAnswer::isClean);
    }
  }

  /** Followers come back with their last id to whichever api is there. */
  @Test
  void aRollingRestartUnderLoadFailsNothingAndDropsNoEvent() throws Exception {
    var before = cluster.books().totals();
    try (var caller = callerOf(1, 2);
        var one = Follower.of(List.of(cluster.target(1), cluster.target(2)), SOON);
        var other = Follower.of(List.of(cluster.target(2), cluster.target(1)), SOON)) {
      var load = load(caller);
      try (load) {
        load.goOn(CALM);
        for (var service :
            List.of(cluster.worker(1), cluster.api(1), cluster.worker(2), cluster.api(2))) {
          restart(service);
        }
        load.goOn(CALM);
      }
      assertNothingWentWrong(load, before);
      for (var follower : List.of(one, other)) {
        follower.awaitEndsOf(load.acknowledged(), SOON);
        assertThat(follower.seen(load.acknowledged())).matches(Followed::isClean);
        assertThat(follower.returns()).isPositive();
      }
    }
  }

  @Test
  void aFollowerAtOneApiSeesWhatTheOtherTook() throws Exception {
    try (var caller = callerOf(2);
        var follower = Follower.of(List.of(cluster.target(1)), SOON)) {
      var request = caller.submit(Order.echo("hello"));

      follower.awaitEndsOf(Set.of(request), SOON);

      assertThat(follower.seen(Set.of(request))).matches(Followed::isClean);
    }
  }

  @Test
  void aWorkerThatComesAndGoesUnderLoadLosesNothing() throws Exception {
    var before = cluster.books().totals();
    try (var caller = callerOf(1, 2)) {
      var load = load(caller);
      try (load) {
        load.goOn(CALM);
        cluster.worker(3).start();
        load.goOn(CALM);
        cluster.worker(3).stop();
        load.goOn(CALM);
      }
      assertNothingWentWrong(load, before);
    }
  }

  /** The one that runs most of them, by the name in its log. */
  private Service busiest(Set<RequestId> running) throws IOException {
    var shares =
        cluster.books().requests(running).values().stream()
            .collect(Collectors.groupingBy(s -> s.worker().orElseThrow(), Collectors.counting()));
    var most = Collections.max(shares.entrySet(), Map.Entry.comparingByValue()).getKey();
    return Files.readString(cluster.worker(1).log()).contains(most)
        ? cluster.worker(1)
        : cluster.worker(2);
  }

  private static void restart(Service service) {
    service.stop();
    service.start();
  }

  private PatientLoad load(PatientCaller caller) {
    return new PatientLoad(caller, BETWEEN_CALLS)
        .add(3, () -> Order.echo("hello"))
        .add(2, () -> Order.sleep(ThreadLocalRandom.current().nextDouble(0.1, 2)))
        .add(1, () -> Order.flaky(1));
  }

  private void assertNothingWentWrong(PatientLoad load, Books.Totals before) throws Exception {
    var totals = cluster.books().awaitAllEnded(ALL_DONE);
    System.out.printf("%d requests went through%n", load.acknowledged().size());

    assertThat(load.failures()).isEmpty();
    assertThat(cluster.books().notCompleted(load.acknowledged())).isEmpty();
    assertThat(totals.requests() - before.requests())
        .as("none was made twice")
        .isEqualTo(load.acknowledged().size());
    assertThat(totals.charges() - before.charges()).isEqualTo(load.acknowledged().size());
    assertThat(cluster.audit()).matches(AuditAnswer::isClean);
    assertThat(totals.held()).isZero();
  }

  private Set<RequestId> sleepers(PatientCaller caller) throws Exception {
    var ids = new HashSet<RequestId>();
    for (int i = 0; i < 40; i++) {
      ids.add(caller.submit(Order.sleep(5)));
    }
    return ids;
  }

  private PatientCaller callerOf(Integer... apis) {
    return new PatientCaller(List.of(apis).stream().map(cluster::target).toList(), SOON);
  }
}
