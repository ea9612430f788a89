package dev.millrace.bench.speed;

import dev.millrace.account.AccountId;
import dev.millrace.bench.bare.BareQueue;
import dev.millrace.bench.report.Performance;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What PostgreSQL carries of the queue's statements when nothing else runs beside it. */
@Command(
    name = "database",
    mixinStandardHelpOptions = true,
    description =
        "Admits, claims and settles requests with the platform's statements, without the platform.")
final class DatabaseBench implements Callable<Integer> {
  @Option(names = "--connections", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
  int connections;

  @Option(
      names = "--batch",
      defaultValue = "256",
      description = "Requests of one transaction. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Mixin Rounds rounds = new Rounds(5, 10);

  @Override
  public Integer call() throws Exception {
    Site.use(Map.of(), this::measure);
    return 0;
  }

  private void measure(Site site) throws Exception {
    var report = rounds.report(DatabaseFigures.PART, site.out());
    var figures = new DatabaseFigures(report);
    figures.take(connections, batch, rates(site, migrate(site)));
    Performance.in(site.root())
        .last(QueueFigures.PART)
        .ifPresentOrElse(
            figures::relate,
            () -> site.out().println("The queue was not measured here, so there is no share."));
    report.write(site.root());
  }

  /** Has the platform make the database and complete one request; then only PostgreSQL runs. */
  private static List<UUID> migrate(Site site) throws Exception {
    var millrace = new Millrace(site.cluster());
    millrace.start();
    var caller = new EchoCaller();
    caller.awaitCompleted(millrace.target(), caller.submit(millrace.target()));
    millrace.stop();
    return millrace.customers().stream()
        .map(customer -> AccountId.of(customer.account()).value())
        .toList();
  }

  private List<Double> rates(Site site, List<UUID> accounts) throws Exception {
    var books = site.cluster().books();
    long before = books.totals().completed();
    try (var queue = BareQueue.open(site.engines().postgres(), accounts, connections, batch)) {
      queue.run(rounds.warmUp());
      var rates = rounds.take(() -> queue.run(rounds.lasting()));
      var totals = books.totals();
      if (totals.completed() - before != queue.carried() || !totals.areExact()) {
        throw new IllegalStateException(
            "%d were carried, but the books say %s".formatted(queue.carried(), totals));
      }
      return rates;
    }
  }
}
