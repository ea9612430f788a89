package dev.millrace.engines;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to run one process.
 *
 * @param name of its pid file and its log
 * @param environment added to this JVM's own
 * @param stopSignal asks it to end, such as {@code TERM}
 * @param grace time between that signal and {@code KILL}
 */
public record Launch(
    String name,
    List<String> command,
    Map<String, String> environment,
    String stopSignal,
    Duration grace) {

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A process that ends on {@code TERM} and wants nothing from the environment. */
  public static Launch of(String name, List<String> command) {
    return new Launch(name, command, Map.of(), "TERM", Duration.ofSeconds(10));
  }
}
