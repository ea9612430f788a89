package dev.millrace.bench.speed;

import dev.millrace.bench.bare.BareQueue;
import dev.millrace.bench.cluster.Books;
import dev.millrace.bench.contest.QueueContest;
import dev.millrace.bench.contest.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds in turn: the statements by themselves, then the platform, and again, so that both meet the
 * machine of the same minutes. The platform stays, and is idle while the statements have their
 * turn.
 *
 * @param connections to the platform
 */
record DatabaseTurns(BareQueue bare, QueueContest contest, Rounds rounds, int connections) {
  /** Load leaves a few requests behind, whose answers it does not wait for. */
  private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

  /**
   * All rounds.
   *
   * @param bare lives a second
   */
  record Taken(List<Double> bare, List<Round> platform) {}

  Taken take(Millrace millrace) throws Exception {
    rate(millrace.cluster().books(), Rounds.WARM_UP_OF_THE_WARM);
    contest.round(millrace, connections, rounds.warmUp());
    var taken = new Taken(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < rounds.many; i++) {
      taken.bare().add(rate(millrace.cluster().books(), rounds.lasting()));
      contest.round(millrace, connections, Rounds.WARM_UP_OF_THE_WARM);
      taken.platform().add(contest.round(millrace, connections, rounds.lasting()));
    }
    return taken;
  }

  /** That of the statements. The books must say that each that was carried has completed. */
  private double rate(Books books, Duration lasting) throws Exception {
    long others = books.awaitAllEnded(LEFT_BEHIND).completed() - bare.carried();
    double rate = bare.run(lasting);
    var totals = books.totals();
    if (totals.completed() - others != bare.carried() || !totals.areExact()) {
      throw new IllegalStateException(
          "%d were carried beside %d of the platform, but the books say %s"
              .formatted(bare.carried(), others, totals));
    }
    return rate;
  }
}
