package dev.millrace.bench.speed;

import static dev.millrace.bench.contest.Latencies.millis;

import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.wrk.Load;
import dev.millrace.bench.wrk.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a long queue costs those who submit, ask and claim. */
@Command(
    name = "backlog",
    mixinStandardHelpOptions = true,
    description = "Submits, asks and drains with an empty queue, and with a full one.")
final class BacklogBench implements Callable<Integer> {
  private static final String TARGET = "≤ 1.15 ×";

  @Option(
      names = "--queued",
      defaultValue = "1000000",
      description = "Requests in the full queue. Default: ${DEFAULT-VALUE}.")
  int queued;

  @Option(
      names = "--shallow",
      defaultValue = "50000",
      description =
          "Requests that are drained for comparison; of the first three tenths the worker only gets warm. Default: ${DEFAULT-VALUE}.")
  int shallow;

  @Option(names = "--connections", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
  int connections;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Of submits, and of status calls. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds before anything counts. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  /**
   * What was seen with a queue of some length.
   *
   * @param drained requests completed a second
   */
  private record Seen(Outcome submits, Outcome statuses, double drained) {}

  @Override
  public Integer call() throws Exception {
    try (var site = Site.open(Map.of())) {
      var millrace = new Millrace(site.cluster());
      millrace.start();
      millrace.warmUp(site.wrk(), Duration.ofSeconds(warmUp));
      var backlog = new Backlog(millrace, site.wrk());
      var empty = see(site, millrace, backlog, 0);
      say(site, "empty queue", empty);
      var full = see(site, millrace, backlog, queued);
      say(site, "full queue", full);
      compare(site, empty, full);
    }
    return 0;
  }

  /** With so many queued before anything counts, and enough to drain afterwards. */
  private Seen see(Site site, Millrace millrace, Backlog backlog, int before) throws Exception {
    backlog.hold();
    if (before > 0) {
      backlog.fill(before);
      site.say("queued", backlog.queued());
    }
    millrace.cluster().books().checkpoint();
    var statuses = statuses(site, millrace);
    var submits = backlog.submit(connections, time());
    if (backlog.queued() < shallow) {
      backlog.fill(shallow);
    }
    millrace.cluster().books().checkpoint();
    return new Seen(submits, statuses, backlog.drain(shallow * 3L / 10, shallow * 9L / 10));
  }

  /** Of one request that waits, behind all others. */
  private Outcome statuses(Site site, Millrace millrace) throws IOException, InterruptedException {
    var target = millrace.target();
    try (var caller = new EchoCaller()) {
      var url = EchoCaller.statusUrl(target, caller.submit(target));
      var load = Load.get(url, "Key " + target.key());
      return site.wrk().run(load.over(connections, time())).good();
    }
  }

  private Duration time() {
    return Duration.ofSeconds(seconds);
  }

  private static void say(Site site, String queue, Seen seen) {
    site.say(queue + ": submits", rate(seen.submits().rate()));
    site.say(queue + ": submit p50", millis(seen.submits().p50()) + " ms");
    site.say(queue + ": status calls", rate(seen.statuses().rate()));
    site.say(queue + ": drained", rate(seen.drained()));
  }

  private static String rate(double perSecond) {
    return Samples.text(perSecond) + "/s";
  }

  /** What one costs is what is left of a second for each. */
  private static void compare(Site site, Seen empty, Seen full) {
    ratio(site, "cost of a submit", empty.submits().rate() / full.submits().rate());
    ratio(site, "p50 of a submit", full.submits().p50() / (double) empty.submits().p50());
    ratio(site, "cost of a status call", empty.statuses().rate() / full.statuses().rate());
    ratio(site, "cost of a claim, until completed", empty.drained() / full.drained());
  }

  private static void ratio(Site site, String figure, double value) {
    site.say(figure + ", full / empty", Samples.text(value) + " ×", TARGET);
  }
}
