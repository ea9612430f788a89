package dev.millrace.queue.life;

import dev.millrace.queue.Standing;
import dev.millrace.queue.Submission;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What must come of a step that happens alone. What the database did is held against it. */
interface Forecast {
  Consumer<Boolean> ofAdmission(Scene scene, Submission submission);

  Consumer<Collection<RequestId>> ofClaim(Scene scene, List<Life> lives);

  Consumer<Collection<RequestId>> ofTakeOver(Scene scene, SimulatedWorker taker, List<Life> lives);

  Consumer<List<Boolean>> ofSettlement(Scene scene, List<Verdict.Of> verdicts);

  Consumer<Boolean> ofCancel(Life life);

  void checkStandings(Scene scene, List<Life> lives, List<Standing> standings);

  /** Nothing can be foreseen of what happens at the same time as something else. */
  Forecast NONE = new Unknown();

  Forecast EXACT = new Exact();

  /** Of a step that happens alone everything is known. */
  final class Exact implements Forecast {
    @Override
    public Consumer<Boolean> ofAdmission(Scene scene, Submission submission) {
      return equalTo("admitted", scene.balance().minus(scene.held()).covers(submission.hold()));
    }

    @Override
    public Consumer<Collection<RequestId>> ofClaim(Scene scene, List<Life> lives) {
      return sameAs(
          "claimed",
          lives.stream()
              .filter(life -> life.isDue(scene.now()))
              .map(Life::id)
              .collect(Collectors.toSet()));
    }

    @Override
    public Consumer<Collection<RequestId>> ofTakeOver(
        Scene scene, SimulatedWorker taker, List<Life> lives) {
      return sameAs(
          "taken over",
          lives.stream()
              .filter(life -> scene.isLost(life, taker))
              .map(Life::id)
              .collect(Collectors.toSet()));
    }

    @Override
    public Consumer<List<Boolean>> ofSettlement(Scene scene, List<Verdict.Of> verdicts) {
      return equalTo(
          "applied", verdicts.stream().map(verdict -> scene.holds(verdict.claim())).toList());
    }

    @Override
    public Consumer<Boolean> ofCancel(Life life) {
      return equalTo("cancelled at once", life.isQueued());
    }

    @Override
    public void checkStandings(Scene scene, List<Life> lives, List<Standing> standings) {
      sameAs("there", lives.stream().map(Life::id).collect(Collectors.toSet()))
          .accept(standings.stream().map(Standing::request).toList());
      for (var standing : standings) {
        var said = standing.transition();
        var latest = scene.life(standing.request()).latest();
        if (!latest.isSaidBy(said.sequence(), said.status(), said.attempt())) {
          throw new AssertionError("announced again was %s, not %s".formatted(said, latest));
        }
      }
    }

    private static <T> Consumer<T> equalTo(String what, T expected) {
      return actual -> {
        if (!expected.equals(actual)) {
          throw new AssertionError("%s: %s, not %s".formatted(what, actual, expected));
        }
      };
    }

    private static Consumer<Collection<RequestId>> sameAs(String what, Set<RequestId> expected) {
      return actual -> {
        equalTo(what + " at most once", actual.size()).accept(new HashSet<>(actual).size());
        equalTo(what, expected).accept(Set.copyOf(actual));
      };
    }
  }

  /** Takes everything as it comes; the chronicle still refuses what cannot have happened. */
  final class Unknown implements Forecast {
    @Override
    public Consumer<Boolean> ofAdmission(Scene scene, Submission submission) {
      return admitted -> {};
    }

    @Override
    public Consumer<Collection<RequestId>> ofClaim(Scene scene, List<Life> lives) {
      return claimed -> {};
    }

    @Override
    public Consumer<Collection<RequestId>> ofTakeOver(
        Scene scene, SimulatedWorker taker, List<Life> lives) {
      return taken -> {};
    }

    @Override
    public Consumer<List<Boolean>> ofSettlement(Scene scene, List<Verdict.Of> verdicts) {
      return applied -> {};
    }

    @Override
    public Consumer<Boolean> ofCancel(Life life) {
      return cancelled -> {};
    }

    @Override
    public void checkStandings(Scene scene, List<Life> lives, List<Standing> standings) {}
  }
}
