package dev.millrace.bench.speed;

import dev.millrace.bench.Target;
import dev.millrace.bench.cluster.Footprint;
import dev.millrace.bench.contest.Latencies;
import dev.millrace.bench.contest.Samples;
import dev.millrace.bench.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  private static final double KILOBYTES_A_KIB = 1.024;
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

  @Mixin Rounds rounds = new Rounds(10, 75);

  @Option(
      names = "--without-payloads",
      description = "Streams that leave inputs and outputs out; then nothing is written.")
  boolean withoutPayloads;

  @Override
  public Integer call() throws Exception {
    int each = Math.ceilDiv(subscribers, accounts);
    Site.use(
        Map.of("MILLRACE_STREAM_MAX_PER_ACCOUNT", Integer.toString(each)),
        site -> measure(site, each));
    return 0;
  }

  private void measure(Site site, int each) throws Exception {
    try (var readers = new Subscribers(each * accounts, !withoutPayloads)) {
      var millrace = new Millrace(site.cluster());
      millrace.start();
      millrace.warmUp(site.wrk(), rounds.warmUp());
      var targets = targets(millrace);
      var report = rounds.report("streams", site.out());
      open(site, report, readers, targets, each);
      time(site, report, readers, targets, each);
      if (!withoutPayloads) {
        report.write(site.root());
      }
    }
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

  private static void open(
      Site site, Report report, Subscribers readers, List<Target> targets, int each)
      throws Exception {
    long pid = site.cluster().api(1).pid();
    var before = Footprint.of(pid);
    readers.open(targets, each);
    var after = Footprint.of(pid);
    int all = each * targets.size();
    var name = named(all);
    report.add(
        kilobytes(report, name, "heap of an idle one", after.heapKib() - before.heapKib(), all)
            .aimingAt("≤ 20 KB"));
    report.add(
        kilobytes(
            report,
            name,
            "resident memory of an idle one",
            after.residentKib() - before.residentKib(),
            all));
  }

  private static String named(int all) {
    return String.format(Locale.ROOT, "%,d subscribers", all);
  }

  private static Figure kilobytes(Report report, String name, String metric, long kib, int among) {
    return report
        .figure(name, metric, "KB", Samples.of(kib * KILOBYTES_A_KIB / among))
        .lessIsBetter();
  }

  private void time(Site site, Report report, Subscribers readers, List<Target> targets, int each)
      throws Exception {
    try (var caller = new EchoCaller()) {
      load(caller, targets, rounds.warmUp());
      var taken = rounds.take(() -> round(readers, caller, targets, each));
      site.say("events in all rounds", taken.stream().mapToLong(Latencies::count).sum());
      add(report, named(each * targets.size()), taken);
    }
  }

  private Latencies round(Subscribers readers, EchoCaller caller, List<Target> targets, int each)
      throws Exception {
    Thread.sleep(QUIET);
    var span = readers.timeAnew();
    long ends = (long) load(caller, targets, rounds.lasting()) * each;
    await(span.ends(), ends);
    if (readers.ended() > 0 || span.ends().get() != ends) {
      throw new IllegalStateException(
          "%d ends of requests came instead of %d, and %d streams ended: then times say nothing"
              .formatted(span.ends().get(), ends, readers.ended()));
    }
    return span.timings().latencies();
  }

  private int load(EchoCaller caller, List<Target> targets, Duration lasting) throws Exception {
    return new OpenLoop(transitions / (double) TRANSITIONS_A_REQUEST, lasting)
        .run((number, due) -> caller.submit(targets.get(number % targets.size())));
  }

  private static void await(AtomicLong ends, long wanted) throws InterruptedException {
    long deadline = System.nanoTime() + LATEST.toNanos();
    while (ends.get() < wanted && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  private void add(Report report, String subscribed, List<Latencies> taken) {
    var name = "%s, %d transitions a second".formatted(subscribed, transitions);
    report.add(report.millis(name, "transition to event, p50", taken, Latencies::p50));
    report.add(
        report
            .millis(name, "transition to event, p99", taken, Latencies::p99)
            .aimingAt("≤ 100 ms"));
    report.add(report.millis(name, "transition to event, latest", taken, Latencies::max));
  }
}
