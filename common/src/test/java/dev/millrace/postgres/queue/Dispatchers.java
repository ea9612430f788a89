package dev.millrace.postgres.queue;

import dev.millrace.queue.Dispatcher;
import java.util.concurrent.atomic.AtomicBoolean;

/** Dispatchers around which something happens. */
final class Dispatchers {
  private Dispatchers() {}

  /** Something happens behind each acknowledgement, before the caller hears of it. */
  static Dispatcher then(Dispatcher dispatcher, Runnable happens) {
    return records ->
        dispatcher
            .dispatch(records)
            .emitOn(task -> Thread.ofPlatform().start(task))
            .invoke(happens);
  }

  /** Something happens behind the first acknowledgement only. */
  static Dispatcher once(Dispatcher dispatcher, Runnable happens) {
    var first = new AtomicBoolean(true);
    return then(
        dispatcher,
        () -> {
          if (first.getAndSet(false)) {
            happens.run();
          }
        });
  }
}
