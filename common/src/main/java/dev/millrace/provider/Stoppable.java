package dev.millrace.provider;

import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Supplier;

/**
 * A run that can be taken back: when the call is cancelled the run is cut first, and then something
 * else says what came of it. Whichever ends the run is the only one that does.
 */
public final class Stoppable {
  private final UniEmitter<? super Outcome> emitter;
  private final Supplier<Uni<Outcome>> afterCut;
  private Cancellable current = () -> {};
  private Cancellable waiting = () -> {};
  private boolean cut;
  private boolean over;

  private Stoppable(UniEmitter<? super Outcome> emitter, Supplier<Uni<Outcome>> afterCut) {
    this.emitter = emitter;
    this.afterCut = afterCut;
  }

  /** For a run that is stopped by cutting it: its connection is closed, and that is all. */
  public static Uni<Outcome> cutting(Uni<Outcome> run, Uni<Void> cancelled) {
    return run(run, cancelled, () -> Uni.createFrom().item(new Outcome.Cancelled()));
  }

  /**
   * For a run whose upstream has to be told.
   *
   * @param afterCut tells it, and says what came of the run
   */
  public static Uni<Outcome> run(
      Uni<Outcome> run, Uni<Void> cancelled, Supplier<Uni<Outcome>> afterCut) {
    return Uni.createFrom()
        .emitter(emitter -> new Stoppable(emitter, afterCut).start(run, cancelled));
  }

  /** Many runs are over when they have been followed: nobody waits for the end of those. */
  private void start(Uni<Outcome> run, Uni<Void> cancelled) {
    emitter.onTermination(this::stop);
    follow(run);
    if (isOver()) {
      return;
    }
    keep(cancelled.subscribe().with(told -> cut(), emitter::fail));
  }

  private void cut() {
    synchronized (this) {
      if (over || cut) {
        return;
      }
      cut = true;
      current.cancel();
    }
    follow(Uni.createFrom().deferred(() -> afterCut.get()));
  }

  private void follow(Uni<Outcome> one) {
    var following = one.subscribe().with(emitter::complete, emitter::fail);
    synchronized (this) {
      current = following;
      if (over) {
        following.cancel();
      }
    }
  }

  private synchronized void keep(Cancellable waits) {
    waiting = waits;
    if (over) {
      waits.cancel();
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private synchronized void stop() {
    over = true;
    current.cancel();
    waiting.cancel();
  }
}
