package dev.millrace.bench.speed;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How a contest is driven, the same for all who take part. */
final class Rounds {
  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Of each round. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds before anything counts. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  int many;

  Duration warmUp() {
    return Duration.ofSeconds(warmUp);
  }

  Duration lasting() {
    return Duration.ofSeconds(seconds);
  }
}
