package dev.millrace.bench.speed;

import static dev.millrace.bench.contest.Latencies.millis;

import dev.millrace.bench.Target;
import dev.millrace.bench.cluster.Footprint;
import dev.millrace.bench.contest.Latencies;
import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.contest.Timings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What followers of event streams cost, and how late they hear. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    description = "Opens event streams of many accounts, lets requests run, and times each event.")
final class StreamsBench implements Callable<Integer> {
  /** Queued, in progress, completed. */
  private static final int TRANSITIONS_A_REQUEST = 3;

  /** In dollars, for each account. */
  private static final String CREDIT = "100";

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration LATEST = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  @Option(
      names = "--subscribers",
      defaultValue = "2000",
      description = "Default: ${DEFAULT-VALUE}.")
  int subscribers;

  @Option(
      names = "--accounts",
      defaultValue = "100",
      description = "That share the subscribers evenly. Default: ${DEFAULT-VALUE}.")
  int accounts;

  @Option(
      names = "--transitions",
      defaultValue = "500",
      description =
          "A second, over all accounts; a request makes three. Default: ${DEFAULT-VALUE}.")
  int transitions;

  @Option(names = "--seconds", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description =
          "Seconds of submits before subscribers come, and of events before any counts. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  @Option(names = "--without-payloads", description = "Streams that leave inputs and outputs out.")
  boolean withoutPayloads;

  @Override
  public Integer call() throws Exception {
    int each = Math.ceilDiv(subscribers, accounts);
    var settings = Map.of("MILLRACE_STREAM_MAX_PER_ACCOUNT", Integer.toString(each));
    try (var site = Site.open(settings);
        var readers = new Subscribers(each * accounts, !withoutPayloads)) {
      var millrace = new Millrace(site.cluster());
      millrace.start();
      millrace.warmUp(site.wrk(), Duration.ofSeconds(warmUp));
      var targets = targets(millrace);
      open(site, readers, targets, each);
      time(site, readers, targets, each);
    }
    return 0;
  }

  private List<Target> targets(Millrace millrace) throws IOException, InterruptedException {
    var targets = new ArrayList<Target>();
    try (var operator = millrace.cluster().operator(1)) {
      for (int i = 0; i < accounts; i++) {
        targets.add(millrace.cluster().target(1, operator.open(CREDIT)));
      }
    }
    return List.copyOf(targets);
  }

  private static void open(Site site, Subscribers readers, List<Target> targets, int each)
      throws Exception {
    long pid = site.cluster().api(1).pid();
    var before = Footprint.of(pid);
    readers.open(targets, each);
    var after = Footprint.of(pid);
    int all = each * targets.size();
    site.say("subscribers", all);
    site.say(
        "heap of one that is idle", kilobytes(after.heapKib() - before.heapKib(), all), "≤ 20 KB");
    site.say(
        "resident memory of one that is idle",
        kilobytes(after.residentKib() - before.residentKib(), all));
  }

  private static String kilobytes(long kib, int among) {
    return Samples.text(kib * 1.024 / among) + " KB";
  }

  private void time(Site site, Subscribers readers, List<Target> targets, int each)
      throws Exception {
    try (var caller = new EchoCaller()) {
      load(caller, targets, warmUp);
      Thread.sleep(QUIET);
      var timings = readers.timeAnew();
      long events = (long) load(caller, targets, seconds) * TRANSITIONS_A_REQUEST * each;
      await(timings, events);
      if (readers.ended() > 0 || timings.count() != events) {
        throw new IllegalStateException(
            "%d events came instead of %d, and %d streams ended: then times say nothing"
                .formatted(timings.count(), events, readers.ended()));
      }
      say(site, timings.latencies());
    }
  }

  private int load(EchoCaller caller, List<Target> targets, int lasting) throws Exception {
    return new OpenLoop(transitions / (double) TRANSITIONS_A_REQUEST, Duration.ofSeconds(lasting))
        .run((number, due) -> caller.submit(targets.get(number % targets.size())));
  }

  private static void await(Timings timings, long events) throws InterruptedException {
    long deadline = System.nanoTime() + LATEST.toNanos();
    while (timings.count() < events && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  private static void say(Site site, Latencies events) {
    site.say("events", events.count());
    site.say("transition to event, p50", millis(events.p50()) + " ms");
    site.say("transition to event, p99", millis(events.p99()) + " ms", "≤ 100 ms");
    site.say("transition to event, latest", millis(events.max()) + " ms");
  }
}
