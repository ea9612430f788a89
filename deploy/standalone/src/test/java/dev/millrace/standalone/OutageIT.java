package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engines.Service;
import dev.millrace.standalone.SteadyLoad.Answer;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An engine goes and comes back while callers go on: they are told, and nothing is lost. */
class OutageIT {
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final Duration RECOVERY = Duration.ofSeconds(20);
  private static final Duration ALL_DONE = Duration.ofSeconds(60);
  private static final Duration PROMPT = Duration.ofSeconds(7);
  private static RunningPlatform platform;

  @BeforeAll
  static void start() {
    platform = RunningPlatform.ready();
  }

  @Test
  void nothingIsLostWhilePostgresIsAway() throws Exception {
    survives(platform.engines().postgres());
  }

  @Test
  void nothingIsLostWhileKafkaIsAway() throws Exception {
    survives(platform.engines().kafka());
  }

  private static void survives(Service engine) throws Exception {
    var apiBefore = platform.api().pid();
    var workerBefore = platform.worker().pid();
    var load = SteadyLoad.on(platform.target());
    long down;
    try (load) {
      load.goOn(CALM);
      engine.stop();
      down = System.nanoTime();
      load.goOn(OUTAGE);
      engine.start();
      long up = System.nanoTime();
      var recovered = load.awaitAcknowledgedAfter(up, RECOVERY);
      platform.api().awaitAnswer(RECOVERY);
      platform.worker().awaitAnswer(RECOVERY);
      load.goOn(CALM);
      report(engine, load, down, up, recovered);
    }

    assertThat(load.answers(answer -> !answer.isAcknowledged()))
        .isNotEmpty()
        .allMatch(Answer::isPolite);
    assertThat(slowest(load)).isLessThan(PROMPT);
    Books.Totals totals = awaitAllTerminal();
    var requests = platform.books().requests();
    assertThat(requests.keySet()).containsAll(load.acknowledged());
    assertThat(load.acknowledged())
        .allSatisfy(id -> assertThat(requests.get(id).status()).isEqualTo("COMPLETED"));
    assertThat(totals.charges()).isEqualTo(totals.completed());
    assertThat(totals.chargedTwice()).isZero();
    assertThat(totals.chargedOtherwise()).isZero();
    assertThat(totals.balance()).isEqualTo(totals.ledger());
    assertThat(totals.held()).isZero();
    assertThat(platform.api().pid()).isEqualTo(apiBefore);
    assertThat(platform.worker().pid()).isEqualTo(workerBefore);
  }

  private static Books.Totals awaitAllTerminal() throws InterruptedException {
    var began = System.nanoTime();
    var totals = platform.books().totals();
    while (totals.open() > 0) {
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("%d requests have not ended", totals.open())
          .isLessThan(ALL_DONE);
      Thread.sleep(Duration.ofMillis(200));
      totals = platform.books().totals();
    }
    System.out.printf(
        "all %d requests terminal %.1f s after the load%n",
        totals.requests(), (System.nanoTime() - began) / 1e9);
    return totals;
  }

  private static Duration slowest(SteadyLoad load) {
    return load.answers(answer -> true).stream()
        .map(Answer::took)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static void report(
      Service engine, SteadyLoad load, long down, long up, Duration recovered) {
    var refused = load.answers(answer -> !answer.isAcknowledged());
    System.out.printf(
        "%s away for %.1f s: %d acknowledged, %s otherwise; slowest %d ms, refusals p50 %d ms; first 201 %d ms after it was back%n",
        engine.name(),
        (up - down) / 1e9,
        load.acknowledged().size(),
        refused.stream()
            .collect(
                Collectors.groupingBy(a -> a.status() + " " + a.code(), Collectors.counting())),
        slowest(load).toMillis(),
        refused.stream()
            .map(Answer::took)
            .sorted()
            .skip(refused.size() / 2)
            .findFirst()
            .orElse(Duration.ZERO)
            .toMillis(),
        recovered.toMillis());
  }
}
