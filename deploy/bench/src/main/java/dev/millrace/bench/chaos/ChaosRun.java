package dev.millrace.bench.chaos;

import dev.millrace.bench.Target;
import dev.millrace.bench.audit.AuditAnswer;
import dev.millrace.bench.cluster.Books;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.PatientCaller;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One chaos run: load and followers first, then havoc, then silence and the count. */
public final class ChaosRun {
  private static final Duration STREAM_WITHIN = Duration.ofSeconds(30);
  private static final Duration CALL_PATIENCE = Duration.ofSeconds(90);
  private static final Duration ALL_ENDED = Duration.ofMinutes(3);
  private static final Duration ALL_SEEN = Duration.ofSeconds(60);
  private static final Duration ALL_ARRIVED = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Cluster cluster;
  private final ChaosPlan plan;
  private final PrintStream out;

  /**
   * @param cluster whose processes may call webhooks on this machine
   * @param out is told what dies and what comes back
   */
  public ChaosRun(Cluster cluster, ChaosPlan plan, PrintStream out) {
    this.cluster = cluster;
    this.plan = plan;
    this.out = out;
  }

  /** Fails only when a process does not start again. */
  public Findings run() throws Exception {
    cluster.engines().start();
    cluster.run(plan.apis(), plan.workers());
    var apis = IntStream.rangeClosed(1, plan.apis()).mapToObj(cluster::target).toList();
    var before = cluster.books().totals();
    var figures = new Figures(cluster);
    var havoc = new Havoc(cluster, plan, figures, out);
    var followers = followers(apis);
    try (var receiver = new Receiver();
        var caller = new PatientCaller(apis, CALL_PATIENCE)) {
      var clientele = new Clientele(caller, receiver);
      try (clientele) {
        clientele.start(plan.callers(), plan.seed());
        havoc.run();
      }
      awaitSilence(clientele, followers, receiver);
      for (int worker = 1; worker <= plan.workers(); worker++) {
        figures.keep(worker);
      }
      return count(before, clientele, followers, receiver, havoc, figures, cluster.audit());
    } finally {
      followers.forEach(Follower::close);
    }
  }

  /** Each begins at another api. */
  private List<Follower> followers(List<Target> apis) throws InterruptedException {
    var followers = new ArrayList<Follower>();
    for (int i = 0; i < plan.followers(); i++) {
      var order = new ArrayList<>(apis);
      Collections.rotate(order, i);
      followers.add(Follower.of(order, STREAM_WITHIN));
    }
    return followers;
  }

  /** Whatever does not come within its time is counted as missing. */
  private void awaitSilence(Clientele clientele, List<Follower> followers, Receiver receiver)
      throws InterruptedException {
    var requests = clientele.requests();
    try {
      cluster.books().awaitAllEnded(ALL_ENDED);
    } catch (TimeoutException e) {
      out.println("  " + e.getMessage());
    }
    for (var follower : followers) {
      follower.awaitEndsOf(requests, ALL_SEEN);
    }
    await(() -> receiver.missing(clientele.hooks()).isEmpty(), ALL_ARRIVED);
  }

  private static void await(BooleanSupplier condition, Duration within)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  private Findings count(
      Books.Totals before,
      Clientele clientele,
      List<Follower> followers,
      Receiver receiver,
      Havoc havoc,
      Figures figures,
      AuditAnswer audit) {
    var requests = clientele.requests();
    var rows = cluster.books().requests(requests);
    var totals = cluster.books().totals();
    var ends =
        rows.values().stream()
            .collect(
                Collectors.groupingBy(Books.Standing::status, TreeMap::new, Collectors.counting()));
    return new Findings(
        havoc.kills(),
        requests.size(),
        clientele.repeats(),
        clientele.failures(),
        ends,
        requests.size() - rows.size(),
        rows.values().stream().filter(row -> !row.hasEnded()).count(),
        rows.values().stream()
            .flatMap(row -> row.fault().stream())
            .collect(Collectors.groupingBy(fault -> fault, Collectors.counting())),
        totals.requests() - before.requests() - requests.size(),
        followers.stream().map(follower -> follower.seen(requests)).toList(),
        new Findings.Hooks(
            clientele.hooks().size(),
            receiver.calls(),
            receiver.missing(clientele.hooks()).size(),
            receiver.deliveredUnderSeveralIds()),
        totals,
        audit,
        figures.of(Figures.ORPHANS),
        figures.of(Figures.TAKE_OVERS),
        figures.of(Figures.NET));
  }
}
