package dev.millrace.bench.speed;

import dev.millrace.bench.Target;
import dev.millrace.bench.contest.Latencies;
import dev.millrace.bench.contest.Timings;
import dev.millrace.bench.speed.EchoCaller.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What one request waits for when the platform has little to do. */
@Command(
    name = "lone",
    mixinStandardHelpOptions = true,
    description = "Submits echo requests one at a time, at a steady rate, and times each.")
final class LoneBench implements Callable<Integer> {
  /**
   * What only these calls pass, in the platform and in their callers, is compiled after some ten
   * thousand of them, which takes minutes at the rate that is measured. So they are made as fast as
   * some callers can, first.
   */
  private static final ClosedLoop DRIVEN = new ClosedLoop(16, Duration.ofSeconds(40));

  /** Before each round at that rate, so that the machine does only what is measured. */
  private static final Duration LEAD_IN = Duration.ofSeconds(5);

  @Option(
      names = "--rate",
      defaultValue = "100",
      description = "Submits a second. Default: ${DEFAULT-VALUE}.")
  int rate;

  @Mixin Rounds rounds = new Rounds(10, 60);

  /** What is timed. Each has rounds of its own, in turn with those of the others. */
  private enum Kind {
    SUBMIT("submit answered", "≤ 4 ms", "≤ 15 ms") {
      @Override
      Answer call(EchoCaller caller, Target target) throws IOException {
        return caller.submit(target);
      }
    },
    WAIT("COMPLETED visible", "≤ 15 ms", "≤ 40 ms") {
      @Override
      Answer call(EchoCaller caller, Target target) throws IOException {
        return caller.submitUntilCompleted(target);
      }
    },
    STATUS_CALLS("COMPLETED visible to status calls", "", "") {
      @Override
      Answer call(EchoCaller caller, Target target) throws IOException {
        return caller.awaitCompleted(target, caller.submit(target).id());
      }
    };

    private final String metric;
    private final String medianAim;
    private final String tailAim;

    Kind(String metric, String medianAim, String tailAim) {
      this.metric = metric;
      this.medianAim = medianAim;
      this.tailAim = tailAim;
    }

    abstract Answer call(EchoCaller caller, Target target) throws IOException;
  }

  @Override
  public Integer call() throws Exception {
    Site.use(Map.of(), this::measure);
    return 0;
  }

  private void measure(Site site) throws Exception {
    try (var caller = new EchoCaller()) {
      measure(site, caller);
    }
  }

  private void measure(Site site, EchoCaller caller) throws Exception {
    var millrace = new Millrace(site.cluster());
    millrace.start();
    millrace.warmUp(site.wrk(), rounds.warmUp());
    var target = millrace.target();
    var report = rounds.report("lone", site.out());
    for (var kind : Kind.values()) {
      DRIVEN.run(() -> kind.call(caller, target));
    }
    var taken = rounds.take(() -> turn(caller, target));
    for (var kind : Kind.values()) {
      add(report, kind, taken.stream().map(turn -> turn.get(kind)).toList());
    }
    report.write(site.root());
  }

  /** One round of each kind. */
  private Map<Kind, Latencies> turn(EchoCaller caller, Target target) throws Exception {
    var taken = new EnumMap<Kind, Latencies>(Kind.class);
    for (var kind : Kind.values()) {
      round(kind, caller, target, LEAD_IN);
      taken.put(kind, round(kind, caller, target, rounds.lasting()));
    }
    return taken;
  }

  private Latencies round(Kind kind, EchoCaller caller, Target target, Duration lasting)
      throws Exception {
    var timings = new Timings();
    new OpenLoop(rate, lasting)
        .run(
            (number, due) -> {
              var answer = kind.call(caller, target);
              timings.addNanos(answer.at() - due);
            });
    return timings.latencies();
  }

  private void add(Report report, Kind kind, List<Latencies> taken) {
    var name = "Millrace, %d a second".formatted(rate);
    report.add(
        report.millis(name, kind.metric + ", p50", taken, Latencies::p50).aimingAt(kind.medianAim));
    report.add(
        report.millis(name, kind.metric + ", p99", taken, Latencies::p99).aimingAt(kind.tailAim));
  }
}
