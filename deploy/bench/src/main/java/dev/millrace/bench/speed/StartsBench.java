package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Sheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
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
    var caller = new EchoCaller();
    measureWorkers(site, report, caller);
    measureWhole(site, report, caller);
    report.write(site.root());
  }

  private void measureWorkers(Site site, Report report, EchoCaller caller) throws Exception {
    var millrace = new Millrace(site.cluster());
    millrace.start();
    var start = new WorkerStart(millrace, caller);
    add(report, "worker", "process started to first request done", start::once, "≤ 3 s");
    var failover = new Failover(millrace, caller);
    add(
        report,
        "one of two workers killed",
        "longest request",
        () -> failover.once().longest(),
        "≤ 3 s");
    site.cluster().stop();
    site.engines().stop();
  }

  private void measureWhole(Site site, Report report, EchoCaller caller) throws Exception {
    var whole = new WholeStart(site.root(), site.folder().resolve("home"));
    whole.prepare(caller);
    add(report, "whole platform", "built artifacts to ready", whole::once, "≤ 12 s");
  }

  private void add(
      Report report, String name, String metric, Rounds.Round<Duration> round, String target)
      throws Exception {
    var seconds = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      seconds.add(round.take().toMillis() / MILLIS_A_SECOND);
    }
    report.add(
        report.figure(name, metric, "s", new Samples(seconds)).lessIsBetter().aimingAt(target));
  }
}
