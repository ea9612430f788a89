package dev.millrace.bench.speed;

import static dev.millrace.bench.contest.Latencies.millis;

import dev.millrace.bench.Target;
import dev.millrace.bench.contest.Timings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

  @Option(names = "--seconds", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds before anything counts. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  private final Timings answered = new Timings();
  private final Timings completed = new Timings();

  @Override
  public Integer call() throws Exception {
    try (var site = Site.open(Map.of());
        var caller = new EchoCaller()) {
      var millrace = new Millrace(site.cluster());
      millrace.start();
      millrace.warmUp(site.wrk(), Duration.ofSeconds(warmUp));
      var target = millrace.target();
      new OpenLoop(rate, LEAD_IN)
          .run((number, due) -> caller.awaitCompleted(target, caller.submit(target)));
      new OpenLoop(rate, Duration.ofSeconds(seconds))
          .run((number, due) -> echo(caller, target, due));
      say(site);
    }
    return 0;
  }

  private void echo(EchoCaller caller, Target target, long due) throws Exception {
    var id = caller.submit(target);
    answered.addSince(due);
    caller.awaitCompleted(target, id);
    completed.addSince(due);
  }

  private void say(Site site) {
    var submits = answered.latencies();
    var ends = completed.latencies();
    site.say("requests", ends.count());
    site.say("submit answered, p50", millis(submits.p50()) + " ms", "≤ 4 ms");
    site.say("submit answered, p99", millis(submits.p99()) + " ms", "≤ 15 ms");
    site.say("COMPLETED visible, p50", millis(ends.p50()) + " ms", "≤ 15 ms");
    site.say("COMPLETED visible, p99", millis(ends.p99()) + " ms", "≤ 40 ms");
  }
}
