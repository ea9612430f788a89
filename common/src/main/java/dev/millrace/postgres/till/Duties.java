package dev.millrace.postgres.till;

import dev.millrace.till.Wish;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;

/** What a node does over and over: says that it lives, and gives back what it does not use. */
final class Duties {
  private final NodeLife life;
  private final Exchanges exchanges;
  private final Recalls recalls;
  private final TillBounds bounds;
  private final InstantSource clock;

  Duties(
      NodeLife life, Exchanges exchanges, Recalls recalls, TillBounds bounds, InstantSource clock) {
    this.life = life;
    this.exchanges = exchanges;
    this.recalls = recalls;
    this.bounds = bounds;
    this.clock = clock;
  }

  /** Fails when the heartbeat could not be written. */
  Uni<Void> round() {
    return life.beat()
        .invoke(asked -> asked.forEach(recalls::answer))
        .invoke(this::giveBackWhatIsIdle)
        .replaceWithVoid();
  }

  /** Whatever an exchange left in doubt is cleared up by another one. */
  private void giveBackWhatIsIdle() {
    life.book()
        .idle(clock.instant().minus(bounds.idleAfter()))
        .forEach(spender -> recalls.giveBack(new Wish.GiveBack(spender)));
    exchanges.inDoubt().forEach(spender -> recalls.giveBack(new Wish.GiveBack(spender)));
  }
}
