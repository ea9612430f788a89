package dev.millrace.bench.speed;

import static dev.millrace.bench.contest.Latencies.millis;

import dev.millrace.bench.contest.Contestant;
import dev.millrace.bench.contest.QueueContest;
import dev.millrace.bench.contest.Round;
import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Performance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The queue beside others: from submit over HTTP to completed, charged and durable. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Submits echo requests to Millrace, pg-boss, graphile-worker and BullMQ in turn.")
final class QueueBench implements Callable<Integer> {
  @Option(
      names = "--connections",
      split = ",",
      defaultValue = "64,256",
      description = "Submits under way at once. Default: ${DEFAULT-VALUE}.")
  List<Integer> connections;

  @Mixin Rounds rounds;

  @Option(
      names = "--only",
      split = ",",
      description =
          "Of millrace, pg-boss, graphile-worker, bullmq; then nothing is written. Default: all.")
  List<String> only = List.of();

  @Override
  public Integer call() throws Exception {
    try (var site = Site.open(Map.of())) {
      var contest = new QueueContest(site.wrk(), rounds.warmUp(), rounds.lasting(), rounds.many);
      var figures = new QueueFigures(rounds.many, rounds.seconds);
      for (var contestant : contestants(site)) {
        run(site, contest, contestant, figures);
      }
      if (only.isEmpty()) {
        Performance.in(site.root()).write(figures.sheet());
      }
    }
    return 0;
  }

  private List<Contestant> contestants(Site site) throws Exception {
    return List.of(
            new Millrace(site.cluster()),
            site.peers().pgBoss(),
            site.peers().graphileWorker(),
            site.peers().bullMq())
        .stream()
        .filter(one -> only.isEmpty() || only.contains(one.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private void run(Site site, QueueContest contest, Contestant contestant, QueueFigures figures)
      throws Exception {
    contestant.start();
    try {
      for (int many : connections) {
        var all = contest.run(contestant, many);
        figures.take(contestant.name(), many, all);
        site.out()
            .printf(
                "%-16s %4d connections: %s/s, submit p50 %s ms, p99 %s ms%n",
                contestant.name(),
                many,
                Samples.of(all, Round::rate).text(),
                millis(all.stream().map(round -> round.submits().p50()).toList()),
                millis(all.stream().map(round -> round.submits().p99()).toList()));
      }
    } finally {
      contestant.stop();
    }
  }
}
