package dev.millrace.bench.chaos;

import dev.millrace.bench.cluster.Cluster;
import dev.millrace.engines.Service;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Kills processes as {@code kill -9} does, and starts them again after a while. */
final class Havoc {
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final int ONE_IN_FOUR = 4;

  private final Cluster cluster;
  private final ChaosPlan plan;
  private final Figures figures;
  private final PrintStream out;
  private final Random random;
  private final long began = System.nanoTime();
  private final Map<String, Integer> kills = new TreeMap<>();

  Havoc(Cluster cluster, ChaosPlan plan, Figures figures, PrintStream out) {
    this.cluster = cluster;
    this.plan = plan;
    this.figures = figures;
    this.out = out;
    this.random = new Random(plan.seed());
  }

  /** First one of each kind, then any. Returns when all are back. */
  void run() throws InterruptedException {
    Thread.sleep(CALM);
    for (var victim :
        List.of(
            worker(1),
            api(1),
            engine(cluster.engines().kafka()),
            engine(cluster.engines().postgres()))) {
      strike(List.of(victim), Duration.ofSeconds(2));
      Thread.sleep(CALM);
    }
    long end = System.nanoTime() + plan.randomly().toNanos();
    while (System.nanoTime() < end) {
      strike(victims(), Duration.ofMillis(random.nextInt(200, 5_000)));
      Thread.sleep(random.nextInt(1_000, 8_000));
    }
  }

  /** How often which kind was killed. */
  Map<String, Integer> kills() {
    return Map.copyOf(kills);
  }

  /** Who dies; engines come first, because the others need them to start. */
  private record Victim(String kind, Service service, Last last) {}

  private interface Last {
    void look() throws InterruptedException;
  }

  private Victim worker(int number) {
    return new Victim("worker", cluster.worker(number), () -> figures.keep(number));
  }

  private Victim api(int number) {
    return new Victim("api", cluster.api(number), () -> {});
  }

  private static Victim engine(Service engine) {
    return new Victim(engine.name(), engine, () -> {});
  }

  private List<Victim> victims() {
    var victims = new ArrayList<Victim>();
    boolean two = random.nextInt(ONE_IN_FOUR) == 0;
    boolean first = random.nextBoolean();
    if (two || first) {
      victims.add(
          engine(random.nextBoolean() ? cluster.engines().kafka() : cluster.engines().postgres()));
    }
    if (two || !first) {
      victims.add(
          random.nextBoolean()
              ? worker(random.nextInt(plan.workers()) + 1)
              : api(random.nextInt(plan.apis()) + 1));
    }
    return victims;
  }

  private void strike(List<Victim> victims, Duration away) throws InterruptedException {
    for (var victim : victims) {
      victim.last().look();
      victim.service().kill();
      kills.merge(victim.kind(), 1, Integer::sum);
      say("kill -9 " + victim.service().name());
    }
    Thread.sleep(away);
    for (var victim : victims) {
      victim.service().start();
      say(victim.service().name() + " answers again");
    }
  }

  private void say(String what) {
    out.printf(Locale.ROOT, "  %6.1f s  %s%n", (System.nanoTime() - began) / 1e9, what);
  }
}
