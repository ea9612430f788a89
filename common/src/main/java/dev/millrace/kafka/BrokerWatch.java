package dev.millrace.kafka;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Whether Kafka is away: from the first record that it did not take until a broker answers again.
 *
 * <p>Only those who were under way when Kafka went wait out the delivery time-out; whoever comes
 * later is told at once, and holds no account locked meanwhile. Thread-safe.
 */
final class BrokerWatch {
  private final Supplier<CompletionStage<Boolean>> answers;
  private final Executor later;
  private final AtomicBoolean away = new AtomicBoolean();

  /**
   * @param answers asks whether a broker serves; a failure means that none does
   * @param later runs a task after a while, on a thread that may not be blocked
   */
  BrokerWatch(Supplier<CompletionStage<Boolean>> answers, Executor later) {
    this.answers = answers;
    this.later = later;
  }

  boolean isAway() {
    return away.get();
  }

  /** A record was not taken for a reason that goes away by itself. */
  void missed() {
    if (away.compareAndSet(false, true)) {
      askLater();
    }
  }

  private void askLater() {
    later.execute(this::ask);
  }

  private void ask() {
    answers
        .get()
        .whenComplete(
            (serves, failure) -> {
              if (failure == null && serves) {
                away.set(false);
              } else {
                askLater();
              }
            });
  }
}
