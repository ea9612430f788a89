package dev.millrace.api.files.thumbnail;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** So much at once, so many waiting in order, and no more. */
final class Turns {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final int atOnce;
  private final int mostWaiting;
  private final Queue<UniEmitter<? super Void>> waiting = new ArrayDeque<>(); // guarded by this
  private int running; // likewise

  Turns(int atOnce, int mostWaiting) {
    if (atOnce < 1 || mostWaiting < 0) {
      throw new IllegalArgumentException(
          "millrace.thumbnails.at-once must be at least 1 and max-waiting at least 0, not %d and %d"
              .formatted(atOnce, mostWaiting));
    }
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Does the work when its turn comes. Whoever subscribes must not cancel while it waits. Fails
   * with OVERLOADED when too many wait, else as the work does.
   */
  <T> Uni<T> take(Uni<T> work) {
    return Uni.createFrom()
        .<Void>emitter(this::enter)
        .chain(turn -> work.onTermination().invoke(this::leave));
  }

  private void enter(UniEmitter<? super Void> emitter) {
    switch (place(emitter)) {
      case RUNS -> emitter.complete(null);
      case REFUSED -> emitter.fail(refused());
      case WAITS -> {}
    }
  }

  private enum Place {
    RUNS,
    WAITS,
    REFUSED
  }

  private synchronized Place place(UniEmitter<? super Void> emitter) {
    if (running < atOnce) {
      running++;
      return Place.RUNS;
    }
    if (waiting.size() >= mostWaiting) {
      return Place.REFUSED;
    }
    waiting.add(emitter);
    return Place.WAITS;
  }

  private void leave() {
    next().ifPresent(emitter -> emitter.complete(null));
  }

  /** Its turn goes to whoever waits longest. */
  private synchronized Optional<UniEmitter<? super Void>> next() {
    var first = Optional.<UniEmitter<? super Void>>ofNullable(waiting.poll());
    if (first.isEmpty()) {
      running--;
    }
    return first;
  }

  private static FaultException refused() {
    return new FaultException(
        Fault.of(
                FaultCode.OVERLOADED,
                "too many thumbnails are to be made at the moment; repeat the call later")
            .retryAfter(SOON));
  }
}
