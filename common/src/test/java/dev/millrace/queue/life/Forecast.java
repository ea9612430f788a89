package dev.millrace.queue.life;

import dev.millrace.queue.Recall;
import dev.millrace.queue.Settled;
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

  Consumer<List<Settled>> ofSettlement(Scene scene, List<Verdict.Of> verdicts);

  Consumer<List<Recall>> ofRecalls(Scene scene, SimulatedWorker worker);

  Consumer<Collection<RequestId>> ofExpiry(Scene scene);

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
    public Consumer<List<Settled>> ofSettlement(Scene scene, List<Verdict.Of> verdicts) {
      var applied =
          Exact.<List<Boolean>>equalTo(
              "applied", verdicts.stream().map(verdict -> scene.holds(verdict.claim())).toList());
      var cancelled =
          Exact.<List<Boolean>>equalTo(
              "cancelled instead",
              verdicts.stream().map(verdict -> isCancelledInstead(scene, verdict)).toList());
      return all -> {
        applied.accept(all.stream().map(Settled::applied).toList());
        cancelled.accept(all.stream().map(settled -> settled.instead().isPresent()).toList());
      };
    }

    /** It would wait again, but its caller wants it back. */
    private static boolean isCancelledInstead(Scene scene, Verdict.Of verdict) {
      boolean waits =
          verdict.verdict() instanceof Verdict.Retry
              || verdict.verdict() instanceof Verdict.Postpone;
      return waits && scene.holds(verdict.claim()) && scene.lifeOf(verdict.claim()).isAskedBack();
    }

    @Override
    public Consumer<List<Recall>> ofRecalls(Scene scene, SimulatedWorker worker) {
      var expected = new HashSet<Recall>();
      for (var claim : worker.running()) {
        if (!scene.holds(claim)) {
          expected.add(new Recall(claim.id(), Recall.Reason.LOST));
        } else if (scene.lifeOf(claim).isAskedBack()) {
          expected.add(new Recall(claim.id(), Recall.Reason.CANCELLED));
        }
      }
      return recalls -> equalTo("recalled", expected).accept(new HashSet<>(recalls));
    }

    @Override
    public Consumer<Collection<RequestId>> ofExpiry(Scene scene) {
      return sameAs(
          "expired",
          scene.lives().stream()
              .filter(life -> life.isOverdue(scene.now()))
              .map(Life::id)
              .collect(Collectors.toSet()));
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
    public Consumer<List<Settled>> ofSettlement(Scene scene, List<Verdict.Of> verdicts) {
      return settled -> {};
    }

    @Override
    public Consumer<List<Recall>> ofRecalls(Scene scene, SimulatedWorker worker) {
      return recalls -> {};
    }

    @Override
    public Consumer<Collection<RequestId>> ofExpiry(Scene scene) {
      return expired -> {};
    }

    @Override
    public Consumer<Boolean> ofCancel(Life life) {
      return cancelled -> {};
    }

    @Override
    public void checkStandings(Scene scene, List<Life> lives, List<Standing> standings) {}
  }
}
