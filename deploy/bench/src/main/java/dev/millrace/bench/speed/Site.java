package dev.millrace.bench.speed;

import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.contest.Echo;
import dev.millrace.bench.peer.Peers;
import dev.millrace.bench.wrk.Wrk;
import dev.millrace.engines.Durability;
import dev.millrace.engines.Engines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * Where speed is measured: engines that keep what they acknowledge, the platform and its peers over
 * them, and wrk. Nothing runs yet.
 *
 * @param root the checkout, with what was built in it
 * @param folder for data and logs
 * @param out what a person sees meanwhile
 */
public record Site(
    Path root,
    Path folder,
    Engines engines,
    Cluster cluster,
    Peers peers,
    Wrk wrk,
    PrintStream out) {

  /** What is done at a site. */
  interface Work {
    void at(Site site) throws Exception;
  }

  /**
   * Does some work at a site of its own, of which nothing stays; when the work fails its data and
   * logs stay, and it is said where.
   *
   * @param settings environment variables for api and worker
   */
  static void use(Map<String, String> settings, Work work) throws Exception {
    var site = open(settings);
    boolean done = false;
    try {
      site.run(work);
      done = true;
    } finally {
      site.leave(done);
    }
  }

  private static Site open(Map<String, String> settings) throws IOException {
    var root = Path.of(System.getProperty("millrace.root"));
    var folder = Files.createTempDirectory("millrace-speed-");
    var engines = Engines.in(folder, Durability.LASTING);
    return new Site(
        root,
        folder,
        engines,
        new Cluster(root, engines, folder.resolve("run"), settings),
        new Peers(root.resolve("deploy/bench/peers"), engines, folder.resolve("peers"), Echo.BODY),
        Wrk.in(folder),
        System.out);
  }

  private void run(Work work) throws Exception {
    try {
      work.at(this);
    } finally {
      close();
    }
  }

  private void leave(boolean done) throws IOException {
    if (done) {
      delete(folder);
    } else {
      out.printf("Data and logs of what failed are kept: %s%n", folder);
    }
  }

  /** With all that is in it; links are not followed. */
  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** What explains figures, on a line of its own. */
  void say(String what, long count) {
    out.printf("%-48s %s%n", what, String.format(Locale.ROOT, "%,d", count));
  }

  /** Ends all that runs here; the folder stays. */
  private void close() {
    cluster.stop();
    engines.close();
  }
}
