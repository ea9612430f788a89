package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Contestant;
import dev.millrace.bench.contest.QueueContest;
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

  @Mixin Rounds rounds = new Rounds(5, 150);

  @Option(
      names = "--only",
      split = ",",
      description =
          "Of millrace, pg-boss, graphile-worker, bullmq; then nothing is written. Default: all.")
  List<String> only = List.of();

  @Override
  public Integer call() throws Exception {
    Site.use(Map.of(), this::measure);
    return 0;
  }

  private void measure(Site site) throws Exception {
    var report = rounds.report(QueueFigures.PART, site.out());
    var figures = new QueueFigures(report);
    var turns = new QueueTurns(new QueueContest(site.wrk()), rounds, connections);
    for (var taken : turns.take(contestants(site))) {
      figures.take(taken.contestant(), taken.connections(), taken.rounds());
    }
    figures.relate();
    if (only.isEmpty()) {
      report.write(site.root());
    }
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
}
