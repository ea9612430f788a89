package dev.millrace.bench.speed;

import dev.millrace.bench.wrk.Load;
import dev.millrace.bench.wrk.Outcome;
import dev.millrace.bench.wrk.Wrk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds of chats in turn: one through each gateway, and again, so that all of them meet the
 * machine of the same minutes. All run from the beginning, and are idle while others have their
 * turn.
 *
 * @param connections at which rates are taken; times are taken at one
 */
record GatewayTurns(Wrk wrk, Rounds rounds, int connections) {
  /** Before each count, so that whoever is called has left what others did behind. */
  private static final Duration LEAD_IN = Duration.ofSeconds(2);

  /**
   * Whom chats go through.
   *
   * @param warmUp before the first turn of all
   */
  record Entrant(String name, Load chat, Duration warmUp) {}

  /** All rounds of one, at all connections and at one. */
  record Taken(String name, List<Outcome> many, List<Outcome> lone) {
    private Taken(Entrant entrant) {
      this(entrant.name(), new ArrayList<>(), new ArrayList<>());
    }
  }

  List<Taken> take(List<Entrant> entrants) throws IOException, InterruptedException {
    var taken = entrants.stream().map(Taken::new).toList();
    for (var entrant : entrants) {
      wrk.run(entrant.chat().over(connections, entrant.warmUp())).good();
    }
    for (int round = 0; round < rounds.many; round++) {
      for (int i = 0; i < taken.size(); i++) {
        var chat = entrants.get(i).chat();
        taken.get(i).many().add(outcome(chat, connections));
        taken.get(i).lone().add(outcome(chat, 1));
      }
    }
    return taken;
  }

  private Outcome outcome(Load chat, int many) throws IOException, InterruptedException {
    wrk.run(chat.over(many, LEAD_IN)).good();
    return wrk.run(chat.over(many, rounds.lasting())).good();
  }
}
