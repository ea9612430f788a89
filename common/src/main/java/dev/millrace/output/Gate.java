package dev.millrace.output;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets so many in at once; others wait in line, in order. Thread-safe. */
final class Gate {
  private final Deque<Visit> line = new ArrayDeque<>();
  private int free;

  Gate(int atOnce) {
    if (atOnce < 1) {
      throw new IllegalArgumentException(
          "millrace.output.copies-at-once must be at least 1, not %d".formatted(atOnce));
    }
    this.free = atOnce;
  }

  /** Begins the work when there is a place, and keeps the place until it ends in any way. */
  <T> Uni<T> through(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var visit = new Visit();
              return Uni.createFrom()
                  .<Void>emitter(visit::enter)
                  .chain(work::get)
                  .onTermination()
                  .invoke(visit::leave);
            });
  }

  /** One who is in line, in, or gone; guarded by the gate. */
  private final class Visit {
    private UniEmitter<? super Void> waiting;
    private boolean isIn;

    void enter(UniEmitter<? super Void> emitter) {
      synchronized (Gate.this) {
        if (free == 0) {
          waiting = emitter;
          line.add(this);
          return;
        }
        free--;
        isIn = true;
      }
      emitter.complete(null);
    }

    void leave() {
      UniEmitter<? super Void> next = null;
      synchronized (Gate.this) {
        if (!isIn) {
          line.remove(this);
          return;
        }
        isIn = false;
        var visit = line.poll();
        if (visit == null) {
          free++;
        } else {
          visit.isIn = true;
          next = visit.waiting;
        }
      }
      if (next != null) {
        next.complete(null);
      }
    }
  }
}
