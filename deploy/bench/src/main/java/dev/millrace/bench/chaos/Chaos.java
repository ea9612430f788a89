package dev.millrace.bench.chaos;

import dev.millrace.bench.cluster.Cluster;
import dev.millrace.engines.Durability;
import dev.millrace.engines.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make chaos}: a platform of its own under load, whose processes are killed. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description =
        "Kills worker, api, Kafka and PostgreSQL under load and counts what became of every"
            + " promise.")
public final class Chaos implements Callable<Integer> {
  @Option(
      names = "--minutes",
      defaultValue = "${env:CHAOS_MINUTES:-3}",
      description = "Of random kills, after one of each kind. Default: ${DEFAULT-VALUE}.")
  double minutes;

  @Option(
      names = "--seed",
      defaultValue = "${env:CHAOS_SEED:-0}",
      description = "Draws orders and victims; 0 draws a seed. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--callers",
      defaultValue = "8",
      description = "That submit at the same time. Default: ${DEFAULT-VALUE}.")
  int callers;

  @Option(
      names = "--followers",
      defaultValue = "2",
      description = "Of the account's events. Default: ${DEFAULT-VALUE}.")
  int followers;

  @Option(
      names = "--home",
      description = "Keeps data and logs there. Default: a new folder, named at the begin.")
  Path home;

  @Override
  public Integer call() throws Exception {
    var folder = home == null ? Files.createTempDirectory("millrace-chaos-") : home;
    var plan =
        new ChaosPlan(
            seed == 0 ? ThreadLocalRandom.current().nextLong(1, 1_000_000) : seed,
            Duration.ofMillis(Math.round(minutes * 60_000)),
            2,
            2,
            callers,
            followers);
    System.out.printf(
        "seed %d, %s of random kills; data and logs in %s%n", plan.seed(), plan.randomly(), folder);
    try (var engines = Engines.in(folder, Durability.LASTING)) {
      var root = Path.of(System.getProperty("millrace.root"));
      var cluster = new Cluster(root, engines, folder.resolve("run"), Cluster.LOCAL_WEBHOOKS);
      try {
        var findings = new ChaosRun(cluster, plan, System.out).run();
        System.out.printf("%nseed %d%n%s%n", plan.seed(), findings.text());
        return findings.isClean() ? 0 : 1;
      } finally {
        cluster.stop();
      }
    }
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Chaos()).execute(args));
  }
}
