package dev.millrace.s3;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * How many parts may be in memory at once, all uploads of the process together. Who has to wait
 * gets the next that is given back, in the order of asking.
 */
final class PartBuffers {
  private final Queue<Place> waiting = new ArrayDeque<>();
  private int free;

  PartBuffers(int most) {
    if (most < 2) {
      throw new IllegalArgumentException(
          "millrace.s3.part-buffers (%d) must be at least 2: one to fill and one to send"
              .formatted(most));
    }
    this.free = most;
  }

  /** The right to hold one part in memory, or the wait for it. Whoever asked must give it back. */
  final class Place {
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private boolean held;
    private boolean over;

    /** Ends when the part may be held. */
    Uni<Void> ready() {
      return Uni.createFrom().completionStage(ready);
    }

    /** Gives it back, or no longer waits for it; again is the same as once. */
    void giveBack() {
      Place next;
      synchronized (PartBuffers.this) {
        if (over) {
          return;
        }
        over = true;
        if (!held) {
          waiting.remove(this);
          return;
        }
        next = nextHolder();
      }
      if (next != null) {
        next.ready.complete(null);
      }
    }
  }

  Place take() {
    var place = new Place();
    synchronized (this) {
      if (free == 0) {
        waiting.add(place);
        return place;
      }
      free--;
      place.held = true;
    }
    place.ready.complete(null);
    return place;
  }

  /** Under the lock. */
  private Place nextHolder() {
    var next = waiting.poll();
    if (next == null) {
      free++;
    } else {
      next.held = true;
    }
    return next;
  }

  synchronized int free() {
    return free;
  }
}
