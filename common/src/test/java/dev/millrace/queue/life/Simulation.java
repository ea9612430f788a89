package dev.millrace.queue.life;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Plays steps through the real ports and keeps the chronicle: what each step that happened alone
 * must do is foreseen, and of two that happen at once the database decides, within what the
 * chronicle allows.
 */
public final class Simulation {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration ALL_IS_DUE = Duration.ofMinutes(2);
  private static final int ROUNDS = 3;

  private final Scene scene;
  private final Moves alone;
  private final Moves together;

  /**
   * @param account without requests
   * @param credit its balance
   */
  public Simulation(Ports ports, AccountId account, Money credit, Instant now) {
    this.scene = new Scene(account, credit, now);
    this.alone = new Moves(ports, scene, Forecast.EXACT);
    this.together = new Moves(ports, scene, Forecast.NONE);
    scene.workers().forEach(worker -> happen(alone.beat(worker)));
  }

  public void play(List<Step> steps) {
    steps.forEach(this::play);
    scene.lives().forEach(Life::check);
  }

  private void play(Step step) {
    if (step instanceof Step.AtOnce(Step one, Step other)) {
      Uni.join()
          .all(together.make(one), together.make(other))
          .andFailFast()
          .await()
          .atMost(SOON)
          .forEach(Runnable::run);
    } else {
      happen(alone.make(step));
    }
  }

  private static void happen(Uni<Runnable> step) {
    step.await().atMost(SOON).run();
  }

  /** Lets one worker run to its end all that is left; the others wake up too late. */
  public void end() {
    scene.workers().forEach(SimulatedWorker::stall);
    scene.pass(ALL_IS_DUE);
    var late = scene.workers();
    var last = scene.replace(0);
    happen(alone.beat(last));
    for (int round = 0; round < ROUNDS && !scene.allEnded(); round++) {
      happen(alone.deliver(last, scene.lives()));
      happen(alone.takeOver(last, scene.lives()));
      happen(completions(last));
    }
    late.forEach(worker -> happen(completions(worker)));
    scene.lives().forEach(Life::check);
    if (!scene.allEnded()) {
      throw new AssertionError("not all have ended: " + scene.lives());
    }
  }

  private Uni<Runnable> completions(SimulatedWorker worker) {
    return alone.settle(
        worker,
        worker.running().stream().map(claim -> alone.verdict(claim, Step.How.COMPLETE)).toList());
  }

  /** What must stand in the tables by now. */
  public Expected expected() {
    return Expected.of(scene);
  }
}
