package dev.millrace.worker.live;

import dev.millrace.background.ResponseEvents;
import dev.millrace.conversation.Frame;
import dev.millrace.queue.AttemptId;
import dev.millrace.replay.Portion;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the events of one attempt in their order, a portion at a time: while one is on its way the
 * next one gathers. What waits is bounded: beyond that, whoever says more has to wait.
 */
final class EventKeeper {
  /** In characters. */
  static final int ROOM = 256 << 10;

  private static final int OVERHEAD = 64;

  private final AttemptId attempt;
  private final ReplayWriter writer;
  private final Runnable whenLost;
  private final List<Frame> gathered = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private int next = ResponseEvents.FIRST_SAID;
  private int size;
  private boolean underWay;
  private boolean lost;

  /**
   * @param whenLost is told when the attempt is not its request's current one any more
   */
  EventKeeper(AttemptId attempt, ReplayWriter writer, Runnable whenLost) {
    this.attempt = attempt;
    this.writer = writer;
    this.whenLost = whenLost;
  }

  private record Waiter(int atMost, UniEmitter<? super Void> emitter) {}

  /** Ends when there is room for more; never fails. */
  Uni<Void> keep(List<Frame> events) {
    return keep(events, ROOM);
  }

  /** Ends when all is kept, or lost; never fails. */
  Uni<Void> all() {
    return keep(List.of(), 0);
  }

  private Uni<Void> keep(List<Frame> events, int atMost) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              gather(events, new Waiter(atMost, emitter));
              proceed();
            });
  }

  private synchronized void gather(List<Frame> events, Waiter waiter) {
    if (!lost) {
      gathered.addAll(events);
      size += sizeOf(events);
    }
    waiters.add(waiter);
  }

  private void proceed() {
    Portion portion = take();
    if (portion != null) {
      writer.keep(portion).subscribe().with(kept -> done(portion, kept));
    }
    release();
  }

  /** Null when there is nothing to send, or something is on its way. */
  private synchronized Portion take() {
    if (underWay || gathered.isEmpty()) {
      return null;
    }
    underWay = true;
    var portion = new Portion(attempt, next, gathered);
    next += gathered.size();
    gathered.clear();
    return portion;
  }

  private void done(Portion portion, boolean kept) {
    synchronized (this) {
      underWay = false;
      size -= sizeOf(portion.events());
      if (!kept) {
        lost = true;
        size = 0;
        gathered.clear();
      }
    }
    if (!kept) {
      whenLost.run();
    }
    proceed();
  }

  private void release() {
    List<Waiter> ready;
    synchronized (this) {
      ready = waiters.stream().filter(waiter -> size <= waiter.atMost()).toList();
      waiters.removeAll(ready);
    }
    ready.forEach(waiter -> waiter.emitter().complete(null));
  }

  private static int sizeOf(List<Frame> events) {
    return events.stream().mapToInt(event -> event.data().length() + OVERHEAD).sum();
  }
}
