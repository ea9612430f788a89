package dev.millrace.standalone;

import dev.millrace.engines.Memory;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the user chose.
 *
 * @param home where all data and settings live
 * @param host the address that the api listens on
 * @param port of the api; 0 means a free one
 * @param samplePort of the sample page, where it is wanted; 0 means a free one
 */
record Settings(Path home, String host, int port, int samplePort) {
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Reads {@code MILLRACE_HOME}, {@code MILLRACE_HOST}, {@code MILLRACE_PORT} and {@code
   * MILLRACE_SAMPLE_PORT}.
   */
  static Settings from(Map<String, String> environment, Path root) {
    return new Settings(
        root.resolve(environment.getOrDefault("MILLRACE_HOME", ".millrace")).normalize(),
        environment.getOrDefault("MILLRACE_HOST", "127.0.0.1"),
        port(environment, "MILLRACE_PORT", "8080"),
        port(environment, "MILLRACE_SAMPLE_PORT", "8090"));
  }

  private static int port(Map<String, String> environment, String name, String preset) {
    var text = environment.getOrDefault(name, preset);
    try {
      var port = Integer.parseInt(text);
      if (port >= 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as for a number that is none of a port.
    }
    throw new Refusal(
        "%s is \"%s\"; it must be a number from 0 (a free port) to %d."
            .formatted(name, text, HIGHEST_PORT));
  }

  /** The address under which this machine reaches the api. */
  String reachableHost() {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  /** In place of 0, the port that the home had before, or a free one. */
  Settings withPortFrom(Memory memory) {
    return port == 0 ? new Settings(home, host, memory.port("api"), samplePort) : this;
  }

  String url() {
    return "http://%s:%d".formatted(reachableHost(), port);
  }
}
