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
    Path root, Path folder, Engines engines, Cluster cluster, Peers peers, Wrk wrk, PrintStream out)
    implements AutoCloseable {

  /**
   * @param settings environment variables for api and worker
   */
  static Site open(Map<String, String> settings) throws IOException {
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

  /** A figure, on a line of its own, with what it should be. */
  void say(String figure, String value, String target) {
    out.printf("%-48s %-24s %s%n", figure, value, target);
  }

  /** A figure that is there to explain others. */
  void say(String figure, String value) {
    out.printf("%-48s %s%n", figure, value);
  }

  /** So many of something, likewise. */
  void say(String figure, long count) {
    say(figure, String.format(Locale.ROOT, "%,d", count));
  }

  @Override
  public void close() {
    cluster.stop();
    engines.close();
  }
}
