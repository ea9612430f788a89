package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import dev.millrace.bench.report.Sheet;
import dev.millrace.bench.speed.Trend.Point;
import dev.millrace.bench.wrk.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the whole platform occupies of the machine's memory, idle and under load. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "Looks at the memory of all processes, idle and while echo requests run.")
final class MemoryBench implements Callable<Integer> {
  private static final Duration SETTLING = Duration.ofSeconds(20);
  private static final double NANOS_A_MINUTE = 6e10;
  private static final int SECONDS_A_MINUTE = 60;
  private static final String TARGET = "≤ 1,200 MB";

  /** What we call flat. */
  private static final String FLAT = "≤ 2 MB a minute";

  /** In less, heaps and Kafka's files are still filling, and a slope says nothing. */
  private static final int MINUTES_TO_GET_FLAT = 3;

  @Option(
      names = "--minutes",
      defaultValue = "10",
      description = "Of load. Default: ${DEFAULT-VALUE}.")
  int minutes;

  @Option(names = "--connections", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  int connections;

  @Option(
      names = "--every",
      defaultValue = "15",
      description = "Seconds between two looks. Default: ${DEFAULT-VALUE}.")
  int every;

  /**
   * What was seen under load.
   *
   * @param minute since it began
   */
  private record Look(double minute, Occupancy memory) {}

  @Override
  public Integer call() throws Exception {
    Site.use(Map.of(), this::measure);
    return 0;
  }

  private void measure(Site site) throws Exception {
    var report = new Report(Sheet.of("memory", 1, minutes * SECONDS_A_MINUTE), site.out());
    var millrace = new Millrace(site.cluster());
    millrace.start();
    Thread.sleep(SETTLING);
    add(report, "idle", Occupancy.of(pids(site)));
    var looks = new ArrayList<Look>();
    var outcome = load(site, millrace, looks);
    add(report, "after load", looks.getLast().memory());
    report.add(growth(report, looks));
    report.add(report.figure("load", "requests a second", "1/s", Samples.of(outcome.rate())));
    site.say("not yet completed", Math.max(0, outcome.requests() - millrace.completed()));
    report.write(site.root());
  }

  private static Map<String, Long> pids(Site site) {
    var pids = new LinkedHashMap<String, Long>();
    pids.put("api", site.cluster().api(1).pid());
    pids.put("worker", site.cluster().worker(1).pid());
    pids.put("PostgreSQL", site.engines().postgres().pid());
    pids.put("Kafka", site.engines().kafka().pid());
    pids.put("S3", site.engines().s3().pid());
    return pids;
  }

  /** Looks while the load lasts, and once when it is over. */
  private Outcome load(Site site, Millrace millrace, List<Look> looks) throws Exception {
    var pids = pids(site);
    var load = millrace.submit().over(connections, Duration.ofMinutes(minutes));
    long begun = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = threads.submit(() -> site.wrk().run(load).good());
      while (!endsWithin(running)) {
        looks.add(look(pids, begun));
      }
      looks.add(look(pids, begun));
      return running.get();
    }
  }

  private boolean endsWithin(Future<?> load) throws InterruptedException, ExecutionException {
    try {
      load.get(every, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static Look look(Map<String, Long> pids, long begun) throws IOException {
    return new Look((System.nanoTime() - begun) / NANOS_A_MINUTE, Occupancy.of(pids));
  }

  private Figure growth(Report report, List<Look> looks) {
    var growth =
        report
            .figure("second half of the load, all", "growth", "MB a minute", slope(looks))
            .lessIsBetter();
    return minutes < MINUTES_TO_GET_FLAT ? growth : growth.aimingAt(FLAT);
  }

  private static Samples slope(List<Look> looks) {
    double half = looks.getLast().minute() / 2;
    var points =
        looks.stream()
            .filter(look -> look.minute() >= half)
            .map(look -> new Point(look.minute(), look.memory().megabytes()))
            .toList();
    return Samples.of(Trend.slope(points));
  }

  private static void add(Report report, String when, Occupancy memory) {
    for (var process : memory.kib().keySet()) {
      report.add(megabytes(report, when + ", " + process, memory.megabytes(process)));
    }
    report.add(megabytes(report, when + ", all", memory.megabytes()).aimingAt(TARGET));
  }

  private static Figure megabytes(Report report, String name, double megabytes) {
    return report.figure(name, "resident memory", "MB", Samples.of(megabytes)).lessIsBetter();
  }
}
