package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Sheet;
import dev.millrace.bench.speed.WorkerStart.Served;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long it takes to begin, and to begin again. */
@Command(
    name = "starts",
    mixinStandardHelpOptions = true,
    description = "Starts a worker, kills one of two, and starts the whole platform.")
final class StartsBench implements Callable<Integer> {
  private static final double MILLIS_A_SECOND = 1e3;

  /** A round ends when what it times is over. */
  private static final int NO_SET_TIME = 0;

  @Option(
      names = "--times",
      defaultValue = "3",
      description = "How often each begins. Default: ${DEFAULT-VALUE}.")
  int times;

  @Override
  public Integer call() throws Exception {
    Site.use(Map.of(), this::measure);
    return 0;
  }

  private void measure(Site site) throws Exception {
    var report = new Report(Sheet.of("starts", times, NO_SET_TIME), site.out());
    try (var caller = new EchoCaller()) {
      measureWorkers(site, report, caller);
      measureWhole(site, report, caller);
    }
    report.write(site.root());
  }

  private void measureWorkers(Site site, Report report, EchoCaller caller) throws Exception {
    var millrace = new Millrace(site.cluster());
    millrace.start();
    var start = new WorkerStart(millrace, caller);
    var served = taken(start::once);
    add(report, "worker", "process started to first claim", served, Served::claimed, "≤ 3 s");
    add(report, "worker", "process started to first request done", served, Served::done, "");
    var failover = new Failover(millrace, caller);
    var longest = taken(() -> failover.once().longest());
    add(report, "one of two workers killed", "longest request", longest, last -> last, "≤ 3 s");
    site.cluster().stop();
    site.engines().stop();
  }

  private void measureWhole(Site site, Report report, EchoCaller caller) throws Exception {
    var whole = new WholeStart(site.root(), site.folder().resolve("home"));
    whole.prepare(caller);
    var ready = taken(whole::once);
    add(report, "whole platform", "built artifacts to ready", ready, took -> took, "≤ 12 s");
  }

  private <T> List<T> taken(Rounds.Round<T> round) throws Exception {
    var taken = new ArrayList<T>();
    for (int i = 0; i < times; i++) {
      taken.add(round.take());
    }
    return taken;
  }

  private static <T> void add(
      Report report,
      String name,
      String metric,
      List<T> taken,
      Function<T, Duration> time,
      String target) {
    var seconds = taken.stream().map(time).map(took -> took.toMillis() / MILLIS_A_SECOND).toList();
    report.add(
        report.figure(name, metric, "s", new Samples(seconds)).lessIsBetter().aimingAt(target));
  }
}
