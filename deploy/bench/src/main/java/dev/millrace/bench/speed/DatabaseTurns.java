package dev.millrace.bench.speed;

import dev.millrace.bench.bare.BareQueue;
import dev.millrace.bench.contest.QueueContest;
import dev.millrace.bench.contest.Round;
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
  /**
   * All rounds.
   *
   * @param bare lives a second
   */
  record Taken(List<Double> bare, List<Round> platform) {}

  Taken take(Millrace millrace) throws Exception {
    bare.run(Rounds.WARM_UP_OF_THE_WARM);
    contest.round(millrace, connections, rounds.warmUp());
    var taken = new Taken(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < rounds.many; i++) {
      taken.bare().add(bare.run(rounds.lasting()));
      contest.round(millrace, connections, Rounds.WARM_UP_OF_THE_WARM);
      taken.platform().add(contest.round(millrace, connections, rounds.lasting()));
    }
    return taken;
  }
}
