package dev.millrace.bench.speed;

import dev.millrace.bench.Target;
import dev.millrace.bench.contest.Latencies;
import dev.millrace.bench.contest.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What one request waits for when the platform has little to do. */
@Command(
    name = "lone",
    mixinStandardHelpOptions = true,
    description = "Submits echo requests one at a time, at a steady rate, and times each.")
final class LoneBench implements Callable<Integer> {
  /** At the same rate, so that the clients and the held status calls run warm too. */
  private static final Duration LEAD_IN = Duration.ofSeconds(5);

  @Option(
      names = "--rate",
      defaultValue = "100",
      description = "Submits a second. Default: ${DEFAULT-VALUE}.")
  int rate;

  @Mixin Rounds rounds = new Rounds(10, 40);

  /** How long the submits of a round took, and how long until their ends were seen. */
  private record Round(Latencies answered, Latencies completed) {}

  @Override
  public Integer call() throws Exception {
    Site.use(Map.of(), this::measure);
    return 0;
  }

  private void measure(Site site) throws Exception {
    var caller = new EchoCaller();
    var millrace = new Millrace(site.cluster());
    millrace.start();
    millrace.warmUp(site.wrk(), rounds.warmUp());
    var target = millrace.target();
    round(caller, target, LEAD_IN);
    var report = rounds.report("lone", site.out());
    add(report, rounds.take(() -> round(caller, target, rounds.lasting())));
    report.write(site.root());
  }

  private Round round(EchoCaller caller, Target target, Duration lasting) throws Exception {
    var answered = new Timings();
    var completed = new Timings();
    new OpenLoop(rate, lasting)
        .run(
            (number, due) -> {
              var id = caller.submit(target);
              answered.addSince(due);
              caller.awaitCompleted(target, id);
              completed.addSince(due);
            });
    return new Round(answered.latencies(), completed.latencies());
  }

  private void add(Report report, List<Round> taken) {
    var name = "Millrace, %d a second".formatted(rate);
    report.add(
        report
            .millis(name, "submit answered, p50", taken, round -> round.answered().p50())
            .aimingAt("≤ 4 ms"));
    report.add(
        report
            .millis(name, "submit answered, p99", taken, round -> round.answered().p99())
            .aimingAt("≤ 15 ms"));
    report.add(
        report
            .millis(name, "COMPLETED visible, p50", taken, round -> round.completed().p50())
            .aimingAt("≤ 15 ms"));
    report.add(
        report
            .millis(name, "COMPLETED visible, p99", taken, round -> round.completed().p99())
            .aimingAt("≤ 40 ms"));
  }
}
