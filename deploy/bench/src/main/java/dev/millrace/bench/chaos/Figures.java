package dev.millrace.bench.chaos;

import dev.millrace.bench.cluster.Cluster;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What workers count of themselves, added up over their lives. What one counted between the last
 * look and its death is lost with it, so these are lower bounds.
 */
final class Figures {
  static final String ORPHANS = "millrace_dispatch_orphans_total";
  static final String TAKE_OVERS = "millrace_dispatch_takeovers_total";
  static final String NET = "millrace_safetynet_found_total";

  private static final Duration SHORT = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(SHORT).build();
  private final Map<String, Double> sums = new ConcurrentHashMap<>();

  Figures(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Adds what this worker has counted in its life, which ends now. */
  void keep(int worker) throws InterruptedException {
    try {
      http.send(
              HttpRequest.newBuilder(cluster.metricsOfWorker(worker)).timeout(SHORT).build(),
              BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(this::add);
    } catch (IOException e) {
      // It does not answer any more; what it counted is lost.
    }
  }

  private void add(String line) {
    int name = line.indexOf('{') < 0 ? line.indexOf(' ') : line.indexOf('{');
    int value = line.lastIndexOf(' ');
    if (name > 0) {
      sums.merge(
          line.substring(0, name), Double.parseDouble(line.substring(value + 1)), Double::sum);
    }
  }

  long of(String name) {
    return Math.round(sums.getOrDefault(name, 0.0));
  }
}
