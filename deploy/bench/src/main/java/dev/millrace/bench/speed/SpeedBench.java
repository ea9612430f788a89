package dev.millrace.bench.speed;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code make bench} and {@code make bench-…}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      QueueBench.class,
      DatabaseBench.class,
      GatewayBench.class,
      LoneBench.class,
      BacklogBench.class,
      StartsBench.class,
      StreamsBench.class,
      MemoryBench.class,
      AllBench.class
    },
    description = "Measures the platform beside what a user would pick instead.")
public final class SpeedBench {
  private SpeedBench() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one part to its end and says with what it exits. */
  static int run(String... args) {
    return new CommandLine(new SpeedBench()).execute(args);
  }
}
