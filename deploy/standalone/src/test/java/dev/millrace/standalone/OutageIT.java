package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.audit.AuditAnswer;
import dev.millrace.bench.cluster.Caller.Answer;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.SteadyLoad;
import dev.millrace.engines.Service;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An engine goes and comes back while callers go on: they are told, and nothing is lost. */
class OutageIT {
  private static final Duration CALM = Duration.ofSeconds(3);

  /** More than twice the delivery time-out of a record. */
  private static final Duration OUTAGE = Duration.ofSeconds(12);

  private static final Duration RECOVERY = Duration.ofSeconds(20);
  private static final Duration ALL_DONE = Duration.ofSeconds(60);

  /** The delivery time-out of a record, and what a busy machine adds. */
  private static final Duration PROMPT = Duration.ofSeconds(8);

  private static Cluster platform;

  @BeforeAll
  static void start() {
    platform = RunningPlatform.of(1, 1);
  }

  @Test
  void nothingIsLostWhilePostgresIsAway() throws Exception {
    survivesWithout(platform.engines().postgres());
  }

  @Test
  void nothingIsLostWhileKafkaIsAway() throws Exception {
    survivesWithout(platform.engines().kafka());
  }

  private static void survivesWithout(Service engine) throws Exception {
    var processes = List.of(platform.api(1).pid(), platform.worker(1).pid());

    var load = SteadyLoad.on(platform.target(1));
    try (load) {
      load.goOn(CALM);
      var recovered = outage(engine, load);
      System.out.printf("first 201 %d ms after %s was back%n", recovered.toMillis(), engine.name());
      load.goOn(CALM);
    }
    System.out.println(summary(load));
    platform.books().awaitAllEnded(ALL_DONE);

    assertThat(load.refusals()).isNotEmpty().allMatch(Answer::isPolite);
    assertThat(slowest(load.answers())).isLessThan(PROMPT);
    assertThat(platform.books().notCompleted(load.acknowledged())).isEmpty();
    assertThat(platform.audit()).matches(AuditAnswer::isClean);
    assertThat(List.of(platform.api(1).pid(), platform.worker(1).pid())).isEqualTo(processes);
  }

  /** Returns when requests are taken again and both applications say that they are ready. */
  private static Duration outage(Service engine, SteadyLoad load) throws Exception {
    engine.stop();
    load.goOn(OUTAGE);
    engine.start();
    var recovered = load.awaitAcknowledgedAfter(System.nanoTime(), RECOVERY);
    platform.api(1).awaitAnswer(RECOVERY);
    platform.worker(1).awaitAnswer(RECOVERY);
    return recovered;
  }

  private static Duration slowest(List<Answer> answers) {
    return answers.stream().map(Answer::took).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static String summary(SteadyLoad load) {
    var refused = load.refusals().stream().map(Answer::took).sorted().toList();
    return "%d acknowledged, refused: %s; slowest answer %d ms, refusals p50 %d ms, p99 %d ms"
        .formatted(
            load.acknowledged().size(),
            load.refusals().stream()
                .collect(
                    Collectors.groupingBy(
                        answer -> answer.status() + " " + answer.code(), Collectors.counting())),
            slowest(load.answers()).toMillis(),
            refused.get(refused.size() / 2).toMillis(),
            refused.get(refused.size() * 99 / 100).toMillis());
  }
}
