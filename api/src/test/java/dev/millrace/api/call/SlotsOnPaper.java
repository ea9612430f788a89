package dev.millrace.api.call;

import dev.millrace.limit.Budget;
import dev.millrace.limit.CallSlots;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Slots without end, until a test says otherwise. */
final class SlotsOnPaper implements CallSlots {
  private final AtomicInteger held = new AtomicInteger();
  private Optional<CompletableFuture<Got>> waiting = Optional.empty();
  private Optional<Budget> full = Optional.empty();

  /** The next answer comes when the test says so. */
  CompletableFuture<Got> keepWaiting() {
    var answer = new CompletableFuture<Got>();
    waiting = Optional.of(answer);
    return answer;
  }

  /** From now on there is none. */
  void fill(Budget budget) {
    full = Optional.of(budget);
  }

  /** Takes one; running it gives it back. */
  Runnable taken() {
    held.incrementAndGet();
    return held::decrementAndGet;
  }

  int held() {
    return held.get();
  }

  @Override
  public Uni<Got> take(List<Budget> budgets) {
    if (waiting.isPresent()) {
      return Uni.createFrom().completionStage(waiting.get());
    }
    return Uni.createFrom()
        .item(() -> full.<Got>map(Got.Full::new).orElseGet(() -> new Got.Slot(taken())));
  }
}
