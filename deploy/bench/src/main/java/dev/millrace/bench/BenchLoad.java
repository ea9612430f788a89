package dev.millrace.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make bench-load}: echo requests against a platform that runs. */
@Command(
    name = "bench-load",
    mixinStandardHelpOptions = true,
    description = "Submits echo requests and checks that each completes once.")
public final class BenchLoad implements Callable<Integer> {
  @Option(
      names = "--requests",
      defaultValue = "10000",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  int requests;

  @Option(
      names = "--connections",
      defaultValue = "32",
      description = "At once. Default: ${DEFAULT-VALUE}.")
  int connections;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "How often; the first rounds warm up. Default: ${DEFAULT-VALUE}.")
  int rounds;

  @Option(
      names = "--within",
      defaultValue = "PT5M",
      description = "Give up after this long. Default: ${DEFAULT-VALUE}.")
  Duration within = Duration.ofMinutes(5);

  @Override
  public Integer call() throws Exception {
    var target = Target.from(System.getenv());
    var load = new EchoLoad(requests, connections, within);
    System.out.printf(
        "%,d echo requests over %d connections to %s%n", requests, connections, target);
    int missing = 0;
    for (int round = 1; round <= rounds; round++) {
      var report = new EchoBench(target, load).run();
      System.out.printf("round %d%n%s%n", round, report.text());
      missing += report.otherwise() + report.duplicates();
    }
    return missing == 0 ? 0 : 1;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchLoad()).execute(args));
  }
}
