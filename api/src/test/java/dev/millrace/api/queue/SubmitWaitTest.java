package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SubmitWaitTest {
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final CompletableFuture<Void> departure = new CompletableFuture<>();
  private final AtomicBoolean waitWasCancelled = new AtomicBoolean();
  private final UniAssertSubscriber<Void> caller =
      SubmitWait.whicheverIsFirst(
              Uni.createFrom()
                  .completionStage(end)
                  .onCancellation()
                  .invoke(() -> waitWasCancelled.set(true)),
              Uni.createFrom().completionStage(departure))
          .subscribe()
          .withSubscriber(UniAssertSubscriber.create());

  @Test
  void aCallerIsAnsweredAtTheEnd() {
    caller.assertNotTerminated();

    end.complete(null);

    caller.assertCompleted();
    assertThat(waitWasCancelled).isFalse();
  }

  @Test
  void theWaitOfACallerWhoLeavesIsCancelled() {
    departure.complete(null);

    caller.assertCompleted();
    assertThat(waitWasCancelled).isTrue();
  }
}
