package dev.millrace.bench.speed;

import dev.millrace.bench.report.Sheet;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How a part is driven, the same for all who take part. */
final class Rounds {
  /** For Node, whose rates grow no more after it, and for whoever was warm a moment ago. */
  static final Duration WARM_UP_OF_THE_WARM = Duration.ofSeconds(10);

  /** One of them. */
  interface Round<T> {
    T take() throws Exception;
  }

  @Option(names = "--seconds", description = "Of each round. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--warm-up",
      description = "Seconds before anything counts. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.")
  int many = 3;

  /**
   * @param seconds of each round, where nothing else is chosen
   * @param warmUp seconds before anything counts, likewise
   */
  Rounds(int seconds, int warmUp) {
    this.seconds = seconds;
    this.warmUp = warmUp;
  }

  Duration warmUp() {
    return Duration.ofSeconds(warmUp);
  }

  Duration lasting() {
    return Duration.ofSeconds(seconds);
  }

  /** Takes all of them, one after the other. */
  <T> List<T> take(Round<T> round) throws Exception {
    var taken = new ArrayList<T>();
    for (int i = 0; i < many; i++) {
      taken.add(round.take());
    }
    return List.copyOf(taken);
  }

  /** A report of today that has no figure yet. */
  Report report(String part, PrintStream out) {
    return new Report(Sheet.of(part, many, seconds), out);
  }
}
