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
  /** Under which secrets of accounts are kept. */
  static final String MASTER_KEY = "dNqA0p7yB1m5sV2kT9xW4cR8hL3jF6gZ0eU5iO7aQ1s=";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "MILLRACE_SECRETS_MASTER_KEYS_TEST", MASTER_KEY,
          "MILLRACE_SECRETS_ALLOW_PRIVATE", "true",
          "MILLRACE_TILL_PRESUMED_DEAD_AFTER", "PT8S",
          "MILLRACE_EXECUTE_HEARTBEAT_EVERY", "PT1S",
          "MILLRACE_EXECUTE_PRESUMED_DEAD_AFTER", "PT8S",
          "MILLRACE_TILL_RETURN_EVERY", "PT1S",
          // Nothing here runs long enough for more to pay.
          "_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

  private static final SampleSite SAMPLE = openSample();
  private static final Cluster CLUSTER = make();

  private RunningPlatform() {}

  /** So many run, and no more, with all engines. */
  static Cluster of(int apis, int workers) {
    CLUSTER.engines().start();
    CLUSTER.run(apis, workers);
    return CLUSTER;
  }

  /** The sample page, to which all apis are open. */
  static SampleSite sample() {
    return SAMPLE;
  }

  /** Where its files lie. */
  static Path page() {
    return Path.of(System.getProperty("millrace.root")).resolve("docs/browser");
  }

  private static SampleSite openSample() {
    try {
      return SampleSite.open(page(), 0, () -> CLUSTER.target(1).url());
    } catch (IOException e) {
      throw new UncheckedIOException("no port for the sample page", e);
    }
  }

  private static Cluster make() {
    try {
      var root = Path.of(System.getProperty("millrace.root"));
      var cluster =
          new Cluster(
              root,
              Engines.forTests(),
              Files.createTempDirectory("millrace-platform-"),
              settings(),
              SAMPLE.origins());
      Rehearsal.of(cluster, root);
      return cluster;
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
