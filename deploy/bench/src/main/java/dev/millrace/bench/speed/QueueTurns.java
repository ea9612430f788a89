package dev.millrace.bench.speed;

import dev.millrace.bench.contest.Contestant;
import dev.millrace.bench.contest.QueueContest;
import dev.millrace.bench.contest.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds of a queue in turn: one of each contestant, and again. A machine that is twice as fast in
 * one minute as in another so meets all of them alike, which rounds of one contestant after those
 * of another would not show. Who takes minutes to get warm stays, idle while the others have their
 * turn; the others start anew for each.
 */
final class QueueTurns {
  /** Before each further count of a turn: only the load changes. */
  private static final Duration WARM_UP_OF_A_LOAD = Duration.ofSeconds(5);

  private final QueueContest contest;
  private final Rounds rounds;
  private final List<Integer> connections;

  QueueTurns(QueueContest contest, Rounds rounds, List<Integer> connections) {
    this.contest = contest;
    this.rounds = rounds;
    this.connections = List.copyOf(connections);
  }

  /** All rounds of one contestant at so many connections. */
  record Taken(String contestant, int connections, List<Round> rounds) {}

  /** Starts and stops the contestants. */
  List<Taken> take(List<Contestant> contestants) throws Exception {
    var staying = contestants.stream().filter(Contestant::isCompiledAsItRuns).toList();
    try {
      for (var contestant : staying) {
        contestant.start();
        contest.round(contestant, connections.getFirst(), rounds.warmUp());
      }
      var taken = none(contestants);
      for (int i = 0; i < rounds.many; i++) {
        for (var contestant : contestants) {
          turn(contestant, taken);
        }
      }
      return taken;
    } finally {
      staying.forEach(Contestant::stop);
    }
  }

  private List<Taken> none(List<Contestant> contestants) {
    var taken = new ArrayList<Taken>();
    for (var contestant : contestants) {
      connections.forEach(many -> taken.add(new Taken(contestant.name(), many, new ArrayList<>())));
    }
    return List.copyOf(taken);
  }

  private void turn(Contestant contestant, List<Taken> taken) throws Exception {
    if (contestant.isCompiledAsItRuns()) {
      count(contestant, taken);
      return;
    }
    contestant.start();
    try {
      count(contestant, taken);
    } finally {
      contestant.stop();
    }
  }

  private void count(Contestant contestant, List<Taken> taken) throws Exception {
    var warmUp = Rounds.WARM_UP_OF_THE_WARM;
    for (var one : taken) {
      if (one.contestant().equals(contestant.name())) {
        contest.round(contestant, one.connections(), warmUp);
        one.rounds().add(contest.round(contestant, one.connections(), rounds.lasting()));
        warmUp = WARM_UP_OF_A_LOAD;
      }
    }
  }
}
