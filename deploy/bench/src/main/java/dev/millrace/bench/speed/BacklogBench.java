package dev.millrace.bench.speed;

import dev.millrace.bench.Target;
import dev.millrace.bench.wrk.Load;
import dev.millrace.bench.wrk.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a long queue costs those who submit, ask and claim. */
@Command(
    name = "backlog",
    mixinStandardHelpOptions = true,
    description = "Submits, asks and drains with an empty queue, and with a full one.")
final class BacklogBench implements Callable<Integer> {
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

  @Mixin Rounds rounds = new Rounds(5, 75);

  /**
   * What was seen with a queue of some length.
   *
   * @param drained requests completed a second, by a worker that has just started
   */
  record Seen(List<Outcome> submits, List<Outcome> statuses, List<Double> drained) {}

  @Override
  public Integer call() throws Exception {
    Site.use(Map.of(), this::measure);
    return 0;
  }

  private void measure(Site site) throws Exception {
    var millrace = new Millrace(site.cluster());
    millrace.start();
    millrace.warmUp(site.wrk(), rounds.warmUp());
    var backlog = new Backlog(millrace, site.wrk());
    var report = rounds.report(BacklogFigures.PART, site.out());
    var figures = new BacklogFigures(report);
    figures.take(BacklogFigures.EMPTY, see(site, millrace, backlog, 0));
    figures.take(BacklogFigures.FULL, see(site, millrace, backlog, queued));
    figures.compare();
    report.write(site.root());
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
    var submits = rounds.take(() -> backlog.submit(connections, rounds.lasting()));
    return new Seen(submits, statuses, rounds.take(() -> drain(millrace, backlog, before == 0)));
  }

  /** By a new worker each time, so that none is warmer than another. */
  private double drain(Millrace millrace, Backlog backlog, boolean toTheEnd) throws Exception {
    if (backlog.queued() < shallow) {
      backlog.fill(shallow);
    }
    millrace.cluster().books().checkpoint();
    double rate = backlog.drain(shallow * 3L / 10, shallow * 9L / 10);
    if (toTheEnd) {
      backlog.hold();
    } else {
      backlog.pause();
    }
    return rate;
  }

  /** Of one request that waits, behind all others. */
  private List<Outcome> statuses(Site site, Millrace millrace) throws Exception {
    var target = millrace.target();
    var load =
        Load.get(urlOfOne(target), "Key " + target.key()).over(connections, rounds.lasting());
    return rounds.take(() -> site.wrk().run(load).good());
  }

  private static String urlOfOne(Target target) throws IOException {
    try (var caller = new EchoCaller()) {
      return EchoCaller.statusUrl(target, caller.submit(target).id());
    }
  }
}
