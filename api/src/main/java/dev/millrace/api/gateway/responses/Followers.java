package dev.millrace.api.gateway.responses;

import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.replay.Heard;
import dev.millrace.replay.Place;
import dev.millrace.replay.Replay;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tells those who follow responses at this process what is said. A follower that has heard all so
 * far waits for the next round; a round looks for all of them at once, in a few statements. While
 * nobody waits there are none.
 */
@ApplicationScoped
class Followers {
  /** Events that a follower hears at once. */
  static final int MOST = 100;

  private static final Logger LOG = Logger.getLogger(Followers.class);
  private static final GroupCommitLimits LIMITS = new GroupCommitLimits(100, 2, 100_000);

  private final Vertx vertx;
  private final Duration every;
  private final GroupCommit<Place, Heard> looks;
  private final Set<Follower> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean armed = new AtomicBoolean();

  Followers(Replay replay, Vertx vertx, FollowConfig config) {
    if (!config.lookEvery().isPositive()) {
      throw new IllegalArgumentException(
          "millrace.background.look-every must be above zero, not " + config.lookEvery());
    }
    this.vertx = vertx;
    this.every = config.lookEvery();
    this.looks = new GroupCommit<>(LIMITS, places -> replay.since(List.copyOf(places), MOST));
  }

  /** One that waits for news; each is its own. */
  private static final class Follower {
    private final Place place;
    private final UniEmitter<? super Heard> emitter;
    private volatile boolean left;

    Follower(Place place, UniEmitter<? super Heard> emitter) {
      this.place = place;
      this.emitter = emitter;
    }
  }

  /**
   * What is said from that place on, as soon as there is something, or the request has ended. At
   * the most {@link #MOST} events; so one that has ended and brings as many may have more. Never
   * fails: while the database is away, nothing is said. Cancelling ends the wait.
   */
  Uni<Heard> next(Place place) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              var follower = new Follower(place, emitter);
              emitter.onTermination(() -> leave(follower));
              look(follower);
            });
  }

  /** What is there now. Fails when the database does not answer. */
  Uni<Heard> now(Place place) {
    return looks.add(place);
  }

  private void leave(Follower follower) {
    follower.left = true;
    waiting.remove(follower);
  }

  private void look(Follower follower) {
    looks
        .add(follower.place)
        .subscribe()
        .with(heard -> looked(follower, heard), failure -> failed(follower, failure));
  }

  private void looked(Follower follower, Heard heard) {
    if (heard.ended() || !heard.events().isEmpty()) {
      follower.emitter.complete(heard);
    } else {
      await(follower);
    }
  }

  private void failed(Follower follower, Throwable failure) {
    LOG.debugf("what was said is looked for again later: %s", failure.getMessage());
    await(follower);
  }

  private void await(Follower follower) {
    waiting.add(follower);
    if (follower.left) {
      waiting.remove(follower); // it left before it was there
    }
    arm();
  }

  private void arm() {
    if (!waiting.isEmpty() && armed.compareAndSet(false, true)) {
      vertx.setTimer(Math.max(1, every.toMillis()), tick -> round());
    }
  }

  private void round() {
    armed.set(false);
    for (var follower : List.copyOf(waiting)) {
      if (waiting.remove(follower)) {
        look(follower);
      }
    }
  }
}
