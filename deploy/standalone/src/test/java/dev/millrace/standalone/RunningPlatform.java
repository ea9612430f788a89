package dev.millrace.standalone;

import dev.millrace.bench.cluster.Cluster;
import dev.millrace.engines.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The api and the worker as production runs them, over the engines of the tests. One for all tests
 * of a JVM, and gone with it.
 *
 * <p>A test says at its begin how many of them it wants, so none has to clean up.
 */
final class RunningPlatform {
  /** As in production, but for what a test would have to wait for. */
  private static final Map<String, String> SETTINGS =
      Map.of("MILLRACE_TILL_PRESUMED_DEAD_AFTER", "PT8S", "MILLRACE_TILL_RETURN_EVERY", "PT1S");

  private static final Cluster CLUSTER = make();

  private RunningPlatform() {}

  /** So many run, and no more, with all engines. */
  static Cluster of(int apis, int workers) {
    CLUSTER.engines().start();
    CLUSTER.run(apis, workers);
    return CLUSTER;
  }

  private static Cluster make() {
    try {
      return new Cluster(
          Path.of(System.getProperty("millrace.root")),
          Engines.forTests(),
          Files.createTempDirectory("millrace-platform-"),
          settings());
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the platform of the tests", e);
    }
  }

  private static Map<String, String> settings() {
    var all = new HashMap<>(SETTINGS);
    all.putAll(Cluster.LOCAL_WEBHOOKS);
    return all;
  }
}
