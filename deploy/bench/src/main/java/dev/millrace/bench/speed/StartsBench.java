package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Samples;
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

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  int rounds;

  /** Takes a figure once. */
  private interface Round {
    Duration take() throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    try (var site = Site.open(Map.of());
        var caller = new EchoCaller()) {
      var millrace = new Millrace(site.cluster());
      millrace.start();
      var start = new WorkerStart(millrace, caller);
      say(site, "worker, process started to first request done", start::once, "≤ 3 s");
      var failover = new Failover(millrace, caller);
      say(
          site,
          "one of two workers killed, longest request",
          () -> failover.once().longest(),
          "≤ 3 s");
      site.cluster().stop();
      site.engines().stop();
      var whole = new WholeStart(site.root(), site.folder().resolve("home"));
      whole.prepare(caller);
      say(site, "whole platform, to ready", whole::once, "≤ 12 s");
    }
    return 0;
  }

  private void say(Site site, String figure, Round round, String target) throws Exception {
    var seconds = new ArrayList<Double>();
    for (int i = 0; i < rounds; i++) {
      seconds.add(round.take().toMillis() / MILLIS_A_SECOND);
    }
    site.say(figure, new Samples(seconds).text() + " s", target);
  }
}
