package dev.millrace.bench.speed;

import dev.millrace.account.AccountId;
import dev.millrace.bench.Target;
import dev.millrace.bench.bare.BareQueue;
import dev.millrace.bench.contest.QueueContest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What PostgreSQL carries of the queue's statements by themselves, and what the platform makes of
 * it.
 */
@Command(
    name = "database",
    mixinStandardHelpOptions = true,
    description =
        "Admits, claims and settles requests with the platform's statements, and with the platform, in turn.")
final class DatabaseBench implements Callable<Integer> {
  @Option(names = "--connections", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
  int connections;

  @Option(
      names = "--batch",
      defaultValue = "256",
      description = "Requests of one transaction. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--platform-connections",
      defaultValue = "256",
      description = "Submits under way at once, for the share. Default: ${DEFAULT-VALUE}.")
  int platformConnections;

  @Mixin Rounds rounds = new Rounds(5, 150);

  @Override
  public Integer call() throws Exception {
    Site.use(Map.of(), this::measure);
    return 0;
  }

  private void measure(Site site) throws Exception {
    var report = rounds.report(DatabaseFigures.PART, site.out());
    var millrace = new Millrace(site.cluster());
    millrace.start();
    try {
      take(site, millrace, new DatabaseFigures(report));
    } finally {
      millrace.stop();
    }
    report.write(site.root());
  }

  private void take(Site site, Millrace millrace, DatabaseFigures figures) throws Exception {
    runOne(millrace.target());
    var postgres = site.engines().postgres();
    try (var bare = BareQueue.open(postgres, accounts(millrace), connections, batch)) {
      var turns =
          new DatabaseTurns(bare, new QueueContest(site.wrk()), rounds, platformConnections);
      var taken = turns.take(millrace);
      figures.take(connections, batch, taken.bare());
      figures.takePlatform(platformConnections, taken.platform());
    }
  }

  private static void runOne(Target target) throws IOException {
    try (var caller = new EchoCaller()) {
      caller.awaitCompleted(target, caller.submit(target).id());
    }
  }

  private static List<UUID> accounts(Millrace millrace) {
    return millrace.customers().stream()
        .map(customer -> AccountId.of(customer.account()).value())
        .toList();
  }
}
