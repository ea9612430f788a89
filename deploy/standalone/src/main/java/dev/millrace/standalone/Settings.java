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
 */
record Settings(Path home, String host, int port) {
  private static final int HIGHEST_PORT = 65_535;

  /** Reads {@code MILLRACE_HOME}, {@code MILLRACE_HOST} and {@code MILLRACE_PORT}. */
  static Settings from(Map<String, String> environment, Path root) {
    return new Settings(
        root.resolve(environment.getOrDefault("MILLRACE_HOME", ".millrace")).normalize(),
        environment.getOrDefault("MILLRACE_HOST", "127.0.0.1"),
        port(environment.getOrDefault("MILLRACE_PORT", "8080")));
  }

  private static int port(String text) {
    try {
      var port = Integer.parseInt(text);
      if (port >= 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as for a number that is none of a port.
    }
    throw new Refusal(
        "MILLRACE_PORT is \"%s\"; it must be a number from 0 (a free port) to %d."
            .formatted(text, HIGHEST_PORT));
  }

  /** The address under which this machine reaches the api. */
  String reachableHost() {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  /** In place of 0, the port that the home had before, or a free one. */
  Settings withPortFrom(Memory memory) {
    return port == 0 ? new Settings(home, host, memory.port("api")) : this;
  }

  String url() {
    return "http://%s:%d".formatted(reachableHost(), port);
  }
}
